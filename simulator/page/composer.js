// Owns where a person writes: text, attachments, commands, the reply keyboard, and the button to begin.

import { h, icon, openMenu } from "./dom.js";
import { preview } from "./bubbles.js";
import { t } from "./words.js";

export class Composer {
  /** `act` has write(text, replyTo), edit(id, text), files(files), begin(), askCode(), unblock(). */
  constructor(act, screen) {
    this.act = act;
    this.screen = screen;
    this.element = h("div", { class: "foot" });
    this.mode = null;
    this.replyTo = null;
    this.editing = null;
    this.#build();
  }

  #build() {
    this.field = h("textarea", { rows: "1", enterkeyhint: "send" });
    this.field.addEventListener("input", () => this.#grow());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("paste", (event) => this.#paste(event));
    this.commandButton = this.#round("slash", (event) => this.#commands(event.currentTarget));
    this.commandButton.setAttribute("aria-haspopup", "menu");
    this.clip = this.#round("clip", () => this.#pick("", true));
    this.mic = this.#round("mic", () => this.#pick("audio/*", false));
    this.sendButton = h("button", { type: "submit", class: "round send" }, icon("send"));
    this.form = h(
      "form", { class: "composer" },
      this.clip, this.field, this.commandButton, this.mic, this.sendButton,
    );
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.context = h("div", { class: "context", hidden: true });
    this.keyboard = h("div", { class: "keyboard", hidden: true });
    this.begin = h("div", { class: "begin", hidden: true });
    this.element.append(this.context, this.form, this.keyboard, this.begin);
  }

  #round(name, onclick) {
    return h("button", { type: "button", class: "round", onclick }, icon(name));
  }

  /** Show what this chat allows now. */
  show(chat) {
    this.chat = chat;
    const mode = chat.blocked ? "blocked" : chat.started ? "write" : "begin";
    this.form.hidden = mode !== "write";
    this.begin.hidden = mode === "write";
    if (mode !== "write") this.#showBegin(mode);
    if (!chat.messages.some((one) => one.message_id === this.editing?.message_id)) this.editing = null;
    this.#showForce(chat);
    this.#label();
    this.#showKeyboard(chat.reply_keyboard);
    this.#showContext();
    this.#grow();
  }

  #label() {
    const placeholder = this.chat.reply_keyboard?.input_field_placeholder ?? t("write");
    this.field.placeholder = placeholder;
    this.field.setAttribute("aria-label", t("write"));
    this.clip.setAttribute("aria-label", t("attach"));
    this.mic.setAttribute("aria-label", t("voice"));
    this.commandButton.setAttribute("aria-label", t("commands"));
    this.sendButton.setAttribute("aria-label", t("send"));
  }

  #showBegin(mode) {
    const label = mode === "blocked" ? t("unblock") : t("begin");
    const run = mode === "blocked" ? this.act.unblock : this.act.begin;
    this.begin.replaceChildren(h("button", { type: "button", class: "primary", onclick: run }, label));
    if (mode === "begin") {
      const code = h("button", { type: "button", class: "plain", onclick: this.act.askCode }, t("beginWithCode"));
      this.begin.append(code);
    }
  }

  #showForce(chat) {
    const id = chat.force_reply_message_id;
    if (id && id !== this.forced) this.answer(chat.messages.find((one) => one.message_id === id));
    this.forced = id;
  }

  #showKeyboard(markup) {
    const signature = JSON.stringify(markup);
    this.keyboard.hidden = !markup || this.form.hidden;
    if (signature === this.keyboardSignature) return;
    this.keyboardSignature = signature;
    const button = (one) =>
      h("button", { type: "button", onclick: () => this.act.write(one.text, null) }, one.text);
    this.keyboard.replaceChildren(
      ...(markup?.keyboard ?? []).map((row) => h("div", { class: "row" }, row.map(button))),
    );
  }

  #showContext() {
    const about = this.editing ?? this.replyTo;
    this.context.hidden = !about || this.form.hidden;
    if (!about) return;
    const who = about.from === "bot" ? this.chat.bot.first_name : t("you");
    const stop = this.#round("close", () => this.stop());
    stop.setAttribute("aria-label", t("stop"));
    this.context.replaceChildren(
      h("div", { class: "what" }, h("strong", {}, this.editing ? t("editing") : who), h("span", {}, preview(about))),
      stop,
    );
  }

  answer(message) {
    this.editing = null;
    this.replyTo = message ?? null;
    this.#showContext();
    this.field.focus({ preventScroll: true });
  }

  change(message) {
    this.replyTo = null;
    this.editing = message;
    this.field.value = message.text ?? message.caption ?? "";
    this.#showContext();
    this.#grow();
    this.field.focus({ preventScroll: true });
  }

  stop() {
    if (this.editing) this.field.value = "";
    this.editing = null;
    this.replyTo = null;
    this.#showContext();
    this.#grow();
    this.field.focus({ preventScroll: true });
  }

  /** Another person took the phone. */
  clear() {
    this.field.value = "";
    this.editing = null;
    this.replyTo = null;
    this.forced = null;
  }

  #send() {
    const text = this.field.value.trim();
    if (!text) return;
    if (this.editing) this.act.edit(this.editing.message_id, text);
    else this.act.write(text, this.replyTo?.message_id);
    this.field.value = "";
    this.editing = null;
    this.replyTo = null;
    this.#showContext();
    this.#grow();
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 132)}px`;
    const empty = !this.field.value.trim();
    this.mic.hidden = !empty;
    this.commandButton.hidden = !empty || !this.chat?.commands.length;
    this.sendButton.hidden = empty;
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && (this.editing || this.replyTo)) {
      this.stop();
    }
  }

  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.act.files(files);
  }

  #pick(accept, multiple) {
    const input = h("input", { type: "file", accept, multiple, hidden: true });
    input.addEventListener("change", () => {
      if (input.files.length) this.act.files([...input.files].slice(0, 10));
      input.remove();
    });
    input.addEventListener("cancel", () => input.remove());
    this.element.append(input);
    input.click();
  }

  #commands(button) {
    const box = button.getBoundingClientRect();
    const items = this.chat.commands.map((one) => ({
      label: `/${one.command}`,
      small: one.description,
      run: () => this.act.write(`/${one.command}`, null),
    }));
    openMenu(this.screen, { x: box.right, y: box.top - 12 - items.length * 58 }, items, button);
  }
}
