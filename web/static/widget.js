// <relais-chat>: <script src="https://relais.example/widget.js" data-lang="fr" defer></script>
// Stored after the first message only: a token, the unsent.
(() => { // not indented: all of it is inside
"use strict";
const NAME = "relais-chat";
if (customElements.get(NAME)) return;
const script = document.currentScript;
const LINKS = /(https?:\/\/\S*[^\s.,;:!?)]|\b0\d(?:[ .]?\d\d){4}\b)/;
const URGENT_LINKS = /(\b(?:0\d(?:[ .]?\d\d){4}|3\d{3}|1\d\d?)\b)/;
const STYLE = `
:host { all: initial; }
* { box-sizing: border-box; font: inherit; color: inherit; margin: 0; }
[hidden] { display: none !important; }
[href^="tel"] { white-space: nowrap; }
.root { font: 16px/1.45 system-ui, sans-serif; color: #1b2a30; }
.open, .panel { position: fixed; z-index: 99999; inset-inline-end: 16px; bottom: 16px; }
button, select { min-height: 44px; padding: 6px 12px; border: 1px solid #0b5a66;
  border-radius: 10px; background: #fff; color: #0b5a66; }
.open, .send, header { background: #0b5a66; color: #fff; font-weight: 600; }
.open { padding: 12px 20px; border-radius: 28px; }
.panel { display: flex; flex-direction: column; width: 392px; height: min(640px, 100vh - 32px);
  background: #f4f7f7; border-radius: 14px; overflow: hidden; box-shadow: 0 3px 24px #0006; }
header { display: flex; gap: 8px; align-items: center; padding: 8px; }
h2 { flex: 1; padding: 0 6px; line-height: 1.2; }
.danger { padding: 8px 14px; background: #fde8e1; color: #7a1f0b; }
.log { flex: 1; display: flex; flex-direction: column; gap: 12px; padding: 14px;
  overflow-y: auto; overscroll-behavior: contain; list-style: none; }
li { max-width: 88%; align-self: flex-start; overflow-wrap: anywhere; }
.person { align-self: flex-end; }
.note, .who, small, label, .typing { font-size: 14px; color: #44565c; }
.text { padding: 9px 12px; border: 1px solid #ccd8da; border-radius: 12px; background: #fff;
  white-space: pre-line; }
.person .text { background: #d9eef0; }
.staff .text, .urgent .text { border: 2px solid #0b5a66; }
.urgent .text { border-color: #b42318; }
.choices { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
:disabled { opacity: .6; }
.status { padding: 0 14px; color: #7a1f0b; }
form, footer { display: flex; gap: 8px; align-items: end; padding: 6px 12px; background: #fff; }
label { flex: 1; }
input { display: block; width: 100%; height: 44px; padding: 10px; border: 1px solid #5f7980;
  border-radius: 10px; background: #fff; color: #1b2a30; font-size: 16px; }
footer button { flex: 1; padding: 0; border: 0; font-size: 14px; text-decoration: underline; }
@media (prefers-reduced-motion: no-preference) {
  .typing { animation: fade 1.6s infinite; } @keyframes fade { 50% { opacity: .4; } } }
@media (max-width: 480px) {
  .panel { inset: 0; width: auto; height: 100vh; height: 100dvh; border-radius: 0; } }`;

function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function linked(text, pattern) {
  return text.split(pattern).map((part, index) => {
    if (index % 2 === 0) return part;
    if (part.startsWith("http")) {
      return element("a", { href: part, target: "_blank", rel: "noreferrer" }, part);
    }
    const scheme = part === "114" ? "sms:" : "tel:"; // 114 is for those who cannot speak
    return element("a", { href: scheme + part.replace(/\D/g, ""), dir: "ltr" }, part);
  });
}

function newId() { // crypto.randomUUID is not there on plain http
  return Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function call(method, path, { token, body, stop = new AbortController() } = {}) {
  const timer = setTimeout(() => stop.abort(), 40000);
  const headers = body ? { "Content-Type": "application/json" } : {};
  if (token) headers.Authorization = `Bearer ${token}`;
  try {
    const reply = await fetch(new URL(`widget/${path}`, script.src), { method, headers,
      body: JSON.stringify(body), signal: stop.signal, credentials: "omit" });
    const answer = await reply.json();
    if (reply.ok) return answer;
    throw Object.assign(new Error(), answer, { status: reply.status });
  } finally {
    clearTimeout(timer);
  }
}

class RelaisChat extends HTMLElement {
  async connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" });
    if ("adoptedStyleSheets" in Document.prototype) { // whatever the page's policy for styles
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.shadowRoot.adoptedStyleSheets = [sheet];
    } else this.shadowRoot.append(element("style", {}, STYLE));
    this.kept = { token: null, open: false, seen: 0, pending: [] };
    try { Object.assign(this.kept, JSON.parse(sessionStorage.getItem(NAME))); } catch { /* none */ }
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => this.hurry()); // no listening while hidden
    const wanted = this.kept.language || script.dataset.lang || navigator.languages.join();
    for (let failures = 0; !(await this.translate(wanted)); failures++) await this.pause(failures);
    this.run();
  }

  save() {
    const { token, pending } = this.kept;
    try {
      if (token || pending.length) sessionStorage.setItem(NAME, JSON.stringify(this.kept));
      else sessionStorage.removeItem(NAME);
    } catch { /* no storage: it lasts as long as the page */ }
  }

  async translate(wanted) {
    try {
      Object.assign(this, await call("GET", `strings?lang=${encodeURIComponent(wanted)}`));
    } catch {
      return false;
    }
    this.build();
    return true;
  }

  build() {
    const t = this.strings;
    const draft = this.input?.value || "";
    const button = (kind, text, click, more) =>
      element("button", { type: "button", class: kind, click, ...more }, text);
    this.opener = button("open", t.open, () => this.show(true));
    this.log = element("ol", { class: "log", role: "log", tabindex: 0, "aria-live": "polite",
      "aria-label": t.conversation },
      element("li", { class: "note" }, t.privacy_note));
    this.status = element("p", { class: "status", role: "status" });
    this.input = element("input", { placeholder: t.placeholder, dir: "auto", autocomplete: "off" });
    this.input.value = draft;
    this.choice = element("select", { "aria-label": t.language, change: () => this.speak() },
      ...this.languages.map(({ code, name }) => element("option", { value: code }, name)));
    this.choice.value = this.language;
    this.panel = element("section", { role: "dialog", "aria-labelledby": "title", class: "panel",
      tabindex: -1, keydown: (event) => event.key === "Escape" && this.show(false) },
      element("header", {}, element("h2", { id: "title" }, t.title), this.choice,
        button("close", "✕", () => this.show(false), { "aria-label": t.close })),
      element("p", { class: "danger" }, ...linked(t.danger_note, URGENT_LINKS)),
      this.log, this.status,
      element("form", { submit: (event) => this.submit(event) },
        element("label", {}, t.message_label, this.input),
        element("button", { class: "send" }, t.send)),
      element("footer", {}, button("end", t.end, () => this.end()),
        button("exit", t.quick_exit, () => this.leave())));
    this.root?.remove();
    this.root = element("div", { class: "root", dir: this.direction, lang: this.language },
      this.opener, this.panel);
    this.shadowRoot.append(this.root);
    this.items = new Map();
    this.after = 0; // the newest message drawn
    this.said = 0; // the newest that is not the person's own
    for (const entry of this.kept.pending) this.draw({ ...entry, state: "sending" });
    this.settle();
  }

  async speak() {
    const language = this.choice.value;
    if (!(await this.translate(language))) return this.tell("offline");
    this.kept.language = language;
    this.save();
    if (this.kept.token) { // the assistant answers in it from now on
      call("PUT", "session", { token: this.kept.token, body: { language } })
        .catch(() => this.tell("offline"));
    }
    this.choice.focus();
    this.hurry(); // the thread is drawn again, from its beginning
  }

  show(isOpen) {
    this.kept.open = isOpen;
    this.settle();
    if (!isOpen) this.opener.focus();
    // A keyboard hides half a phone.
    else (matchMedia("(pointer: coarse)").matches ? this.panel : this.input).focus();
  }

  settle() {
    const { open } = this.kept;
    if (open) this.kept.seen = this.said;
    this.panel.hidden = !open;
    this.opener.hidden = open;
    this.opener.textContent = this.strings[this.said > this.kept.seen ? "new_message" : "open"];
    this.log.scrollTop = this.log.scrollHeight;
    this.save();
  }

  tell(key) {
    this.status.textContent = this.strings[key] || "";
    this.settle();
  }

  draw({ id, client_id, author = "person", text, choices = [], state = "", urgent }) {
    const t = this.strings;
    const key = client_id || id;
    const old = this.items.get(key);
    const picked = author === "person" && this.offered?.find((c) => String(c.number) === text);
    const item = element("li", { class: `${author} ${state} ${urgent ? "urgent" : ""}` },
      element("span", { class: "who" }, author === "person" ? t.you : t[author]),
      element("p", { class: "text", dir: "auto" },
        ...linked(picked ? picked.label : text, urgent ? URGENT_LINKS : LINKS)));
    if (choices.length) {
      item.append(element("div", { class: "choices", role: "group", "aria-label": t.choices },
        ...choices.map(({ number, label }) => element("button",
          { type: "button", dir: "auto", click: () => this.send(label, number) }, label))));
    }
    if (state) item.append(element("small", {}, t[state]));
    this.items.set(key, item);
    if (old) return old.replaceWith(item);
    // Numbers of earlier choices may mean something else now.
    for (const button of this.log.querySelectorAll(".choices button")) button.disabled = true;
    const waiting = state || urgent ? null : this.log.querySelector(".sending, .typing");
    this.log.insertBefore(item, waiting);
    if (author === "assistant") this.offered = choices;
  }

  expect(isAnswerComing) {
    clearTimeout(this.timer);
    this.log.querySelector(".typing")?.remove();
    if (!isAnswerComing) return;
    this.log.append(element("li", { class: "typing", "aria-hidden": true }, this.strings.typing));
    this.timer = setTimeout(() => this.expect(false), 20000);
  }

  submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    this.input.value = "";
    if (text) this.send(text);
  }

  send(text, choice) {
    const entry = { client_id: newId(), text, choice };
    this.kept.pending.push(entry);
    this.expect(false);
    this.draw({ ...entry, state: "sending" });
    if (choice) this.log.focus(); // the button that had it is off now
    this.settle();
    this.hurry();
  }

  hurry() {
    this.stop?.abort();
    this.wake?.();
    this.run();
  }

  async run() { // the one loop: what has to leave comes first, in order
    if (this.running || !this.root) return;
    this.running = true;
    let failures = 0;
    while (this.kept.pending.length || (this.kept.token && !document.hidden)) {
      const { kept } = this; // another one once the chat has been ended
      const [entry] = kept.pending;
      try {
        await (entry ? this.deliver(kept, entry) : this.listen(kept));
        failures = 0;
      } catch (error) {
        const isOurs = kept !== this.kept || error.name === "AbortError";
        if (!isOurs && this.mustWait(entry, error)) await this.pause(failures++);
      }
    }
    this.running = false;
  }

  async deliver(kept, { client_id, text, choice }) {
    if (!kept.token) {
      const body = { text, language: this.language };
      kept.token = (await call("POST", "session", { body })).token;
      if (kept !== this.kept) return;
      this.save();
    }
    const body = choice ? { client_id, choice } : { client_id, text };
    await call("POST", "messages", { body, token: kept.token });
    kept.pending.shift();
    this.save();
    if (kept === this.kept) this.expect(true);
  }

  async listen(kept) {
    const { log } = this;
    this.stop = new AbortController();
    const { messages } = await call("GET", `messages?after=${this.after}&wait=25`,
      { token: kept.token, stop: this.stop });
    if (kept !== this.kept || log !== this.log) return;
    for (const message of messages) {
      this.after = message.id;
      this.draw(message);
      if (message.author === "person") continue;
      this.said = message.id;
      this.expect(false);
    }
    if (messages.length || this.status.textContent) this.tell();
    if (!messages.length) await this.pause(0); // a busy server answers at once
  }

  mustWait(entry, { status, safety }) {
    if (safety && !entry.warned) {
      entry.warned = true;
      this.draw({ id: newId(), author: "assistant", text: safety, urgent: true });
    }
    if (status === 401) { // erased; what has not left yet begins a new conversation
      if (!entry) return this.clear("ended");
      this.kept.token = null;
      delete entry.choice; // its number means nothing there, its words do
      return this.build();
    }
    if (status === 413 || status === 422) {
      this.kept.pending.shift();
      this.draw({ ...entry, state: status === 413 ? "too_long" : "not_delivered" });
      return this.tell();
    }
    this.tell(!status || !entry ? "offline" : status === 429 ? "too_many" : "not_delivered");
    return true;
  }

  pause(failures) { // 1, 2, 4 … 16 seconds, or until there is reason to try
    return new Promise((done) => {
      this.wake = done;
      setTimeout(done, 1000 * 2 ** Math.min(failures, 4));
    });
  }

  clear(key) {
    this.expect(false);
    this.kept = { token: null, open: this.kept.open, seen: 0, pending: [] };
    this.input.value = "";
    this.offered = null;
    this.build();
    this.tell(key);
    this.hurry();
  }

  async end() { // all that was said is erased, on the server too
    const { token } = this.kept;
    if (!confirm(this.strings.end)) return;
    try {
      if (token) await call("DELETE", "session", { token });
    } catch (error) {
      if (error.status !== 401) return this.tell("offline");
    }
    this.clear("ended");
    this.panel.focus();
  }

  leave() { // nothing stays on this screen; the association keeps the messages
    this.kept.open = false;
    this.clear();
    location.replace("about:blank");
  }
}

customElements.define(NAME, RelaisChat);
const appear = () => document.querySelector(NAME) || document.body.append(element(NAME, {}));
if (document.body) appear();
else addEventListener("DOMContentLoaded", appear);
})();
