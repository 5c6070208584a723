"""What Rasa imports: featurizers, extractors, tracker store and channel. Imports only Rasa."""
