// The phone simulator. Phones are kept in sessionStorage by their ids, so that they are still there
// after a reload; what was said is asked from the server, never kept.
(() => {
  "use strict";
  const KEY = "relais-demo";
  const SLOW = 1000; // milliseconds between two looks at a phone,
  const FAST = 250; // and while an answer is awaited
  const AWAITED = 10000;
  const language = document.documentElement.lang;
  const shelf = document.getElementById("phones");
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  async function call(path, body) {
    const options = body && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    const reply = await fetch(`/demo/api/${path}`, { cache: "no-store", ...options });
    const answer = await reply.json();
    if (reply.ok) return answer;
    throw Object.assign(new Error(answer.error), answer, { status: reply.status });
  }

  function newId() { // crypto.randomUUID is not there on plain http
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  class Phone {
    constructor({ id, number }) {
      Object.assign(this, { id, number, items: new Map(), fastUntil: 0 });
      const { content } = document.getElementById("phone");
      this.root = content.firstElementChild.cloneNode(true);
      const part = (selector) => this.root.querySelector(selector);
      this.thread = part(".thread");
      this.input = part("textarea");
      part(".number").textContent = number;
      this.root.setAttribute("aria-label", number);
      part(".remove").addEventListener("click", () => removePhone(this));
      part("form").addEventListener("submit", (event) => this.submit(event));
      this.input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
      });
    }

    submit(event) {
      event.preventDefault();
      const text = this.input.value.trim();
      this.input.value = "";
      if (!text) return;
      const item = this.draw({ is_mine: true, text, at: new Date().toISOString(), size: "" });
      this.thread.append(item);
      const sent = { client_id: newId(), text };
      item.querySelector(".failed button").addEventListener("click", () => this.send(sent, item));
      this.send(sent, item);
    }

    async send(sent, item) {
      item.classList.remove("lost");
      item.classList.add("waiting");
      this.scroll();
      try {
        const { id, reply } = await call(`phones/${this.id}/texts`, sent);
        item.classList.remove("waiting");
        this.know(id, item);
        this.show(reply);
        this.fastUntil = Date.now() + AWAITED;
        this.wake?.();
      } catch (error) {
        item.classList.replace("waiting", "lost");
        this.show(error.safety);
      }
    }

    know(id, item) { // the next look may have drawn it already
      if (this.items.has(id)) item.remove();
      else this.items.set(id, item);
    }

    show(safety) { // what the server says by itself when nothing else can
      if (!safety) return;
      const text = { is_mine: false, text: safety, at: new Date().toISOString(), size: "" };
      this.thread.append(this.draw(text));
      this.scroll();
    }

    draw({ is_mine, text, at, size }) {
      const item = document.getElementById("text").content.firstElementChild.cloneNode(true);
      item.className = is_mine ? "out" : "in";
      item.querySelector(".body").textContent = text;
      item.querySelector(".size").textContent = size;
      const time = item.querySelector("time");
      time.dateTime = at;
      time.textContent = new Date(at).toLocaleTimeString(language, {
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      });
      return item;
    }

    async watch() {
      while (this.root.isConnected) {
        try {
          if (!document.hidden) await this.look();
        } catch (error) {
          if (error.status === 404) return removePhone(this);
        }
        await Promise.race([
          pause(Date.now() < this.fastUntil ? FAST : SLOW),
          new Promise((done) => { this.wake = done; }),
        ]);
      }
    }

    async look() {
      const { texts } = await call(`phones/${this.id}/texts?lang=${language}`);
      let hasNew = false;
      texts.forEach((text, index) => {
        if (!this.items.has(text.id)) {
          this.items.set(text.id, this.draw(text));
          hasNew = true;
          if (!text.is_mine) this.fastUntil = 0;
        }
        const item = this.items.get(text.id);
        item.querySelector(".size").textContent = text.size;
        const there = this.thread.children[index];
        if (there !== item) this.thread.insertBefore(item, there || null);
      });
      if (hasNew) this.scroll();
    }

    scroll() {
      this.thread.scrollTop = this.thread.scrollHeight;
    }
  }

  let phones = [];

  function keep() {
    const kept = phones.map(({ id, number }) => ({ id, number }));
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  }

  function place(phone) {
    phones.push(phone);
    shelf.append(phone.root);
    phone.watch();
  }

  async function addPhone() {
    const phone = new Phone(await call("phones", {}));
    place(phone);
    keep();
    return phone;
  }

  function removePhone(phone) {
    phones = phones.filter((other) => other !== phone);
    phone.root.remove();
    keep();
  }

  document.getElementById("add").addEventListener("click", async () => {
    (await addPhone()).input.focus();
  });
  document.getElementById("reset").addEventListener("click", () => {
    for (const phone of [...phones]) removePhone(phone);
    addPhone();
  });
  for (const kept of JSON.parse(sessionStorage.getItem(KEY) || "[]")) place(new Phone(kept));
  if (!phones.length) addPhone();
})();
