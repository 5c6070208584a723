"""`python -m bot.ship_vectors`: write the e5 vectors of the training phrases into bot/vectors.

To be run after many phrases have changed: training encodes whatever is not shipped, at about 60
phrases a second, and a first start should not wait for thousands.
"""

from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import TEXT

from bot.embeddings import E5Encoder
from bot.vector_cache import VectorCache, default_cache_path


def main() -> None:
    """Ship the vectors of all phrases under data/."""
    importer = TrainingDataImporter.load_nlu_importer_from_config("config.yml", None, ["data"])
    texts = [m.get(TEXT) for m in importer.get_nlu_data().intent_examples if m.get(TEXT)]
    print(VectorCache(default_cache_path(), E5Encoder()).ship(texts))  # noqa: T201


if __name__ == "__main__":
    main()
