// Owns one phone: whose it is, whether it is awake, what is unread, and everything a person can do on it.

import { api } from "./api.js";
import { drawNote } from "./bubbles.js";
import { Composer } from "./composer.js";
import { botFace, face, fullName, h, icon, openMenu } from "./dom.js";
import { Log } from "./log.js";
import { askCode, askHowToSend, showAlert } from "./sheets.js";
import { dayAndMonth, t, timeOf } from "./words.js";

const TOAST_MILLISECONDS = 3200;
const BANNER_MILLISECONDS = 5000;
const NOTES_ON_LOCK = 3;

export class Phone {
  /** `page` has choose(phone, personId), newPerson(phone), show(src), activate(phone), now(), changed(). */
  constructor(side, page) {
    this.side = side;
    this.page = page;
    this.personId = null;
    this.asleep = false;
    this.unread = [];
    this.freshFrom = null;
    this.#build();
    this.forget();
  }

  get watched() {
    return !this.asleep && this.page.isInFront(this);
  }

  #build() {
    this.screen = h("div", { class: "screen" });
    this.log = new Log(this.#logContext());
    this.composer = new Composer(this.#actions(), this.screen);
    this.clock = h("span");
    const signals = h("span", { class: "signals", "aria-hidden": "true" }, icon("bars"), icon("battery"));
    this.status = h("div", { class: "status" }, this.clock, signals);
    this.title = h("h2");
    this.state = h("div", { class: "state" });
    this.more = h("button", { type: "button", class: "round", "aria-haspopup": "menu" }, icon("more"));
    this.more.addEventListener("click", () => this.#openMenu(this.more));
    this.head = h(
      "header", { class: "chat-head" },
      botFace(), h("div", { class: "who" }, this.title, this.state), this.more,
    );
    this.app = h("div", { class: "app" }, this.status, this.head, this.log.element, this.composer.element);
    this.screen.append(this.app);
    this.device = h("div", { class: "device" }, this.screen);
    this.whose = h("button", { type: "button", class: "whose", "aria-haspopup": "menu" });
    this.whose.addEventListener("click", () => this.#openMenu(this.whose));
    this.sleepButton = h("button", { type: "button", class: "sleep", onclick: () => this.setAsleep(!this.asleep) }, icon("moon"));
    this.badge = h("span", { class: "badge", role: "status", hidden: true });
    this.element = h(
      "section", { class: "phone", "data-side": this.side },
      h("div", { class: "caption" }, this.whose, this.badge, this.sleepButton), this.device,
    );
    this.element.addEventListener("pointerdown", () => this.page.activate(this), true);
    this.element.addEventListener("focusin", () => this.page.activate(this));
    this.#acceptDrops();
  }

  #logContext() {
    return {
      find: (id) => this.chat.messages.find((one) => one.message_id === id),
      signature: () => JSON.stringify([this.chat.bot, this.personId]),
      waiting: (message, button) =>
        this.chat.waiting_buttons.some(
          (one) => one.message_id === message.message_id && one.callback_data === button.callback_data,
        ),
      press: (message, row, column) => this.#try(api.press(this.personId, message.message_id, row, column)),
      openWebApp: (message, row, column) => this.#try(this.#openWebApp(message.message_id, row, column)),
      command: (text) => this.#try(api.write(this.personId, text)),
      menu: (place, message, opener) => this.#messageMenu(place, message, opener),
      show: (source) => this.page.show(source),
      goTo: (id) => this.log.goTo(id),
      botName: "", botUsername: "",
    };
  }

  #actions() {
    return {
      write: (text, replyTo) => this.#try(api.write(this.personId, text, replyTo)),
      edit: (id, text) => this.#try(api.edit(this.personId, id, text)),
      files: (files) => this.sendFiles(files),
      begin: () => this.#try(api.write(this.personId, "/start")),
      askCode: () => askCode(this.screen, (code) => this.#try(api.write(this.personId, `/start ${code}`))),
      unblock: () => this.#try(api.block(this.personId, false)),
    };
  }

  /** A Mini App opens in a tab of its own here. */
  async #openWebApp(messageId, row, column) {
    const { url } = await api.openWebApp(this.personId, messageId, row, column);
    window.open(url, "_blank", "noopener");
  }

  async #try(promise) {
    try {
      await promise;
    } catch (error) {
      this.#toast(error.message);
    }
  }

  sendFiles(files) {
    if (!this.chat?.started || this.chat.blocked) return;
    askHowToSend(this.screen, files, (kind, caption) =>
      this.#try(api.sendFiles(this.personId, files, kind, caption)),
    );
  }

  /** Another person, or nobody, has this phone. */
  forget() {
    this.chat = null;
    this.seenId = null;
    this.toastId = null;
    this.unread = [];
    this.freshFrom = null;
    this.log.clear();
    this.composer.clear();
    this.banner?.remove();
  }

  /** Show a chat, or the words in another language. */
  show(chat, person) {
    const first = this.chat === null;
    this.chat = chat;
    this.person = person;
    Object.assign(this.log.context, { botName: chat.bot.first_name, botUsername: chat.bot.username });
    if (first) this.#remember(chat);
    else this.#notice(chat);
    this.redraw();
  }

  #remember(chat) {
    this.seenId = Math.max(0, ...chat.messages.map((one) => one.message_id));
    this.toastId = Math.max(0, ...chat.toasts.map((one) => one.id));
  }

  #notice(chat) {
    const arrived = chat.messages.filter((one) => one.from === "bot" && one.message_id > this.seenId);
    const here = new Set(chat.messages.map((one) => one.message_id));
    this.unread = this.unread.filter((one) => here.has(one.message_id));
    const answers = chat.toasts.filter((one) => one.id > this.toastId);
    this.#remember({ messages: [...chat.messages, { message_id: this.seenId }], toasts: [...chat.toasts, { id: this.toastId }] });
    for (const one of answers) one.show_alert ? showAlert(this.screen, one.text) : this.#toast(one.text);
    if (arrived.length && !this.watched) this.#ring(arrived);
    else if (!arrived.length && chat.messages.at(-1)?.from === "person") this.freshFrom = null;
  }

  #ring(arrived) {
    this.unread.push(...arrived);
    this.freshFrom ??= arrived[0].message_id;
    if (arrived.every((one) => one.silent)) return;
    this.device.classList.remove("buzz");
    requestAnimationFrame(() => this.device.classList.add("buzz"));
    if (!this.asleep) this.#showBanner(arrived.at(-1));
  }

  #showBanner(message) {
    this.banner?.remove();
    const open = () => {
      this.banner.remove();
      this.page.activate(this, true);
      this.log.scrollToEnd();
    };
    this.banner = h("div", { class: "banner" }, drawNote(this.chat.bot.first_name, message, t("now"), open));
    this.page.bannerHost(this).append(this.banner);
    const shown = this.banner;
    setTimeout(() => shown.remove(), BANNER_MILLISECONDS);
  }

  /** The person looks at this phone now: nothing is unread any more. */
  look() {
    if (this.asleep) return;
    this.unread = [];
    this.banner?.remove();
    this.#drawBadge();
    this.page.changed();
  }

  #drawBadge() {
    const count = this.unread.length;
    this.badge.hidden = !count;
    this.badge.textContent = String(count);
    this.badge.setAttribute("aria-label", t("unread", count));
  }

  setAsleep(asleep) {
    this.asleep = asleep;
    if (!asleep) {
      this.page.activate(this);
      this.look();
    } else {
      this.freshFrom = null;
    }
    this.redraw();
    if (asleep) this.lock.focus({ preventScroll: true });
  }

  /** Draw everything that can change without a new chat: words, time, lock screen. */
  redraw() {
    const name = this.person ? fullName(this.person) : t("nobody");
    this.element.setAttribute("aria-label", `${t("phoneOf")} ${name}`);
    this.whose.replaceChildren(
      this.person ? face(this.person) : "", h("span", { class: "name" }, name), icon("chevron"),
    );
    this.whose.setAttribute("aria-label", `${t("whose")} ${name}`);
    this.more.setAttribute("aria-label", t("options"));
    this.sleepButton.setAttribute("aria-label", this.asleep ? t("wake") : t("sleep"));
    this.sleepButton.title = this.asleep ? t("wake") : t("sleep");
    this.sleepButton.setAttribute("aria-pressed", String(this.asleep));
    this.sleepButton.hidden = !this.person;
    this.composer.element.hidden = !this.chat;
    this.#drawBadge();
    this.#drawChat();
    this.tick();
    this.#drawLock();
    this.page.changed();
  }

  #drawChat() {
    const chat = this.chat;
    this.title.textContent = chat?.bot.first_name ?? t("nobody");
    this.state.textContent = chat ? (chat.typing ? t("typing") : t("bot")) : t("nobodyHelp");
    this.state.classList.toggle("busy", Boolean(chat?.typing));
    if (!chat) return;
    this.log.show(chat, { now: this.page.now(), freshFrom: this.freshFrom, typing: chat.typing });
    this.composer.show(chat);
  }

  /** The simulated time went on. */
  tick() {
    const now = this.page.now();
    this.clock.textContent = timeOf(now);
    const hour = this.lock?.querySelector(".hour");
    if (!hour) return;
    hour.textContent = timeOf(now);
    this.lock.querySelector(".lock-day").textContent = dayAndMonth(now);
  }

  #drawLock() {
    this.app.inert = this.asleep || Boolean(this.screen.querySelector(".veil"));
    const signature = JSON.stringify([this.unread.map((one) => one.message_id), t("tapToOpen")]);
    if (!this.asleep || signature !== this.lockSignature) {
      this.lock?.remove();
      this.lock = null;
    }
    if (!this.asleep || this.lock) return;
    this.lockSignature = signature;
    const wake = () => this.setAsleep(false);
    const notes = this.unread.slice(-NOTES_ON_LOCK).reverse();
    const rest = this.unread.length - notes.length;
    this.lock = h(
      "div", { class: "lock", role: "button", tabindex: "0", "aria-label": t("wake"), onclick: wake },
      h("div", { class: "lock-day" }), h("div", { class: "hour" }),
      h("div", { class: "notes" }, notes.map((one) => drawNote(this.chat.bot.first_name, one, timeOf(new Date(one.date)), wake))),
      rest > 0 ? h("div", { class: "more-notes" }, t("moreNotes", rest)) : null,
      h("div", { class: "hint" }, t("tapToOpen")),
    );
    this.lock.addEventListener("keydown", (event) => ["Enter", " "].includes(event.key) && wake());
    this.screen.append(this.lock);
    this.tick();
  }

  #toast(text) {
    this.screen.querySelector(".toast")?.remove();
    const toast = h("div", { class: "toast", role: "status" }, text);
    this.screen.append(toast);
    setTimeout(() => toast.remove(), TOAST_MILLISECONDS);
  }

  #openMenu(button) {
    const box = button.getBoundingClientRect();
    const people = this.page.people().map((one) => ({
      label: fullName(one), lead: face(one), checked: one.id === this.personId,
      run: () => this.page.choose(this, one.id),
    }));
    const items = [{ title: t("whose") }, ...people, { label: t("newPerson"), icon: "plus", run: () => this.page.newPerson(this) }];
    if (this.chat) {
      const blocked = this.chat.blocked;
      items.push("-", {
        label: this.asleep ? t("wake") : t("sleep"), icon: "moon", run: () => this.setAsleep(!this.asleep),
      }, {
        label: blocked ? t("unblock") : t("block"), icon: "block", danger: !blocked,
        run: () => this.#try(api.block(this.personId, !blocked)),
      });
    }
    openMenu(this.asleep ? this.element : this.screen, { x: box.left, y: box.bottom + 6 }, items, button);
  }

  #messageMenu(place, message, opener) {
    const own = message.from === "person";
    const words = message.text ?? message.caption;
    const items = [{ label: t("reply"), icon: "reply", run: () => this.composer.answer(message) }];
    if (own && words && !message.forward_origin) {
      items.push({ label: t("edit"), icon: "edit", run: () => this.composer.change(message) });
    }
    if (words && !message.protect_content) {
      items.push({ label: t("copy"), icon: "copy", run: () => navigator.clipboard?.writeText(words) });
    }
    const remove = () => this.#try(api.remove(this.personId, message.message_id));
    items.push({ label: t("remove"), icon: "bin", danger: true, run: remove });
    openMenu(this.screen, place, items, opener);
  }

  #acceptDrops() {
    let depth = 0;
    const hint = h("div", { class: "drop" });
    const done = () => {
      depth = 0;
      hint.remove();
    };
    this.screen.addEventListener("dragenter", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      depth += 1;
      hint.textContent = t("dropHere");
      this.screen.append(hint);
    });
    this.screen.addEventListener("dragleave", () => (depth -= 1) <= 0 && done());
    this.screen.addEventListener("dragover", (event) => event.preventDefault());
    this.screen.addEventListener("drop", (event) => {
      event.preventDefault();
      done();
      const files = [...event.dataTransfer.files].slice(0, 10);
      if (files.length) this.sendFiles(files);
    });
  }
}
