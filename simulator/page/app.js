// Owns the page: two phones, who has them, the one connection that keeps them up to date.

import { api } from "./api.js";
import { Bar } from "./bar.js";
import { face, fullName, h } from "./dom.js";
import { Phone } from "./phone.js";
import { askPerson, showPicture } from "./windows.js";
import { chooseLanguage, currentLanguage, t } from "./words.js";

const WAIT_SECONDS = 25;
const RETRY_MILLISECONDS = 1000;
const narrow = matchMedia("(max-width: 720px)");
const address = new URLSearchParams(location.search);

class Page {
  constructor() {
    this.offset = 0;
    this.everyone = [];
    this.seq = -1;
    this.offline = document.getElementById("offline");
    this.switcher = document.getElementById("switcher");
    this.phones = ["left", "right"].map((side) => new Phone(side, this));
    this.active = this.phones[0];
    this.bar = new Bar(document.getElementById("bar"), this);
    document.getElementById("stage").append(...this.phones.map((phone) => phone.element));
    narrow.addEventListener("change", () => this.redraw());
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => event.preventDefault());
    setInterval(() => this.tick(), 1000);
    this.setLanguage(currentLanguage());
    this.activate(this.active);
  }

  now = () => new Date(Date.now() + this.offset);
  narrow = () => narrow.matches;
  people = () => this.everyone;
  show = (source) => showPicture(source);

  /** Whether a person looks at this phone: on a narrow page the other one is out of sight. */
  isInFront(phone) {
    return phone === this.active;
  }

  /** Where the banner of a phone slides in: over the other one when it is out of sight. */
  bannerHost(phone) {
    return narrow.matches ? this.active.screen : phone.screen;
  }

  activate(phone, focus = false) {
    this.active = phone;
    for (const one of this.phones) one.element.classList.toggle("shown", one === phone);
    if (phone.unread.length || focus) phone.look();
    this.changed();
    if (focus) phone.log.list.focus({ preventScroll: true });
  }

  choose(phone, personId) {
    const other = this.phones.find((one) => one !== phone);
    if (other.personId === personId) this.#give(other, phone.personId);
    this.#give(phone, personId);
    this.#remember();
    this.#restart();
  }

  #give(phone, personId) {
    phone.personId = personId;
    phone.person = this.everyone.find((one) => one.id === personId);
    phone.asleep = false;
    phone.forget();
    phone.redraw();
  }

  #remember() {
    for (const phone of this.phones) {
      if (phone.personId) address.set(phone.side, String(phone.personId));
      else address.delete(phone.side);
    }
    history.replaceState(null, "", `?${address}`);
  }

  async newPerson(phone) {
    const names = await askPerson();
    if (!names?.[0]) return;
    const person = await api.newPerson(names[0], names[1], currentLanguage());
    this.everyone.push(person);
    this.choose(phone, person.id);
  }

  setLanguage(code) {
    chooseLanguage(code);
    document.title = t("title");
    this.bar.draw();
    this.redraw();
  }

  redraw() {
    for (const phone of this.phones) phone.redraw();
    this.tick();
  }

  tick() {
    this.bar.tick();
    for (const phone of this.phones) phone.tick();
  }

  failed(error) {
    this.offline.textContent = error.message;
    this.offline.hidden = false;
    setTimeout(() => this.#online(), 4000);
  }

  #online() {
    this.offline.hidden = true;
  }

  /** The switcher between the phones, and the count in the title. */
  changed() {
    if (!this.phones || !this.switcher) return;
    this.switcher.setAttribute("role", "tablist");
    this.switcher.setAttribute("aria-label", t("phones"));
    const signature = JSON.stringify([
      currentLanguage(), this.phones.map((one) => [one.personId, one.person, one.unread.length, one === this.active]),
    ]);
    if (signature === this.switcherSignature) return;
    this.switcherSignature = signature;
    const refocus = this.switcher.contains(document.activeElement);
    this.switcher.replaceChildren(...this.phones.map((phone) => this.#tab(phone)));
    if (refocus) this.switcher.querySelector("[aria-selected=true]").focus();
    const count = this.phones.reduce((sum, phone) => sum + phone.unread.length, 0);
    document.title = count ? `(${count}) ${t("title")}` : t("title");
  }

  #tab(phone) {
    const count = phone.unread.length;
    return h(
      "button",
      {
        type: "button", role: "tab", "aria-selected": String(phone === this.active),
        onclick: () => this.activate(phone, true),
      },
      phone.person ? face(phone.person) : null,
      h("span", { class: "name" }, phone.person ? fullName(phone.person) : t("nobody")),
      count ? h("span", { class: "badge", "aria-label": t("unread", count) }, String(count)) : null,
    );
  }

  #restart() {
    this.seq = -1;
    this.connection?.abort();
  }

  async watch() {
    for (;;) {
      this.connection = new AbortController();
      const wanted = this.phones.map((phone) => phone.personId).filter(Boolean);
      try {
        const screen = await api.screen(wanted, this.seq, WAIT_SECONDS, this.connection.signal);
        this.#online();
        this.#apply(screen);
      } catch (error) {
        if (error.name === "AbortError") continue;
        this.offline.textContent = t("offline");
        this.offline.hidden = false;
        this.seq = -1;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
      }
    }
  }

  #apply(screen) {
    this.seq = screen.seq;
    this.everyone = screen.people;
    const offset = new Date(screen.clock.now).getTime() - Date.now();
    const jumped = this.clockSeq !== undefined && this.clockSeq !== screen.clock.seq;
    this.clockSeq = screen.clock.seq;
    if (jumped || Math.abs(offset - this.offset) > 500) this.offset = offset;
    this.bar.tick(jumped);
    if (this.#assign()) return this.#restart();
    for (const phone of this.phones) {
      const chat = screen.chats[phone.personId];
      if (chat) phone.show(chat, chat.person);
    }
  }

  /** Give phones without a person to whom the address names, or to whoever is left. True when it did. */
  #assign() {
    let gave = false;
    for (const phone of this.phones) {
      if (phone.personId && this.everyone.some((one) => one.id === phone.personId)) continue;
      const taken = this.phones.map((one) => one.personId);
      const named = this.everyone.find((one) => String(one.id) === address.get(phone.side));
      const free = named ?? this.everyone.find((one) => !taken.includes(one.id) && !this.#isNamedElsewhere(one, phone));
      if (!free) {
        if (phone.personId) this.#give(phone, null);
        continue;
      }
      this.#give(phone, free.id);
      gave = true;
    }
    return gave;
  }

  #isNamedElsewhere(person, phone) {
    return this.phones.some((one) => one !== phone && address.get(one.side) === String(person.id));
  }
}

new Page().watch();
