// Owns drawing one item of a chat: a message, or the messages of an album. It must not know the phone.

import { botFace, h, icon } from "./dom.js";
import { richText, startParameter } from "./text.js";
import { sizeOf, t, timeOf } from "./words.js";

/** A short line about a message, for replies and notifications. */
export function preview(message) {
  const words = message.text ?? message.caption;
  if (words) return words;
  if (message.contact) return t("contact");
  if (message.location) return t("location");
  if (message.poll) return message.poll.question;
  const kinds = { photo: "photo", voice: "voiceNote", video: "video", video_note: "video", sticker: "sticker" };
  const { kind, file_name: name } = message.media ?? {};
  return kind ? (kinds[kind] ? t(kinds[kind]) : (name ?? t("file"))) : "";
}

/**
 * The item as an element. `context` has botName, botUsername, find(id), waiting(message, button), and what to
 * do: press, openWebApp, command, menu(anchor, message), show(src), goTo(id).
 */
export function drawItem(messages, context) {
  const [first] = messages;
  if (first.service) return h("div", { class: "service" }, t("added"));
  const own = first.from === "person";
  const marks = `item${own ? " own" : ""}${first.buttons.length ? " with-buttons" : ""}`;
  const item = h("div", { class: marks, "data-message-id": first.message_id });
  item.append(bubble(messages, context));
  if (first.buttons.length) item.append(inlineButtons(first, context));
  const reactions = [...new Set(messages.flatMap((one) => one.reactions))];
  if (reactions.length) item.append(h("div", { class: "reactions" }, reactions.map((one) => h("span", {}, one))));
  return item;
}

function bubble(messages, context) {
  const [first] = messages;
  const said = messages.find((one) => one.caption) ?? first;
  const element = h("div", { class: "bubble" });
  if (first.forward_origin) element.append(origin(first.forward_origin));
  const answered = first.reply_to_message_id && context.find(first.reply_to_message_id);
  if (answered) element.append(quoted(answered, context));
  if (first.media) element.append(album(messages, context));
  if (first.contact) element.append(card(first.contact.first_name, first.contact.phone_number));
  if (first.location) element.append(card(t("location"), `${first.location.latitude}, ${first.location.longitude}`));
  if (first.poll) element.append(card(first.poll.question, first.poll.options.map((one) => one.text).join(" · ")));
  const words = said.text ?? said.caption;
  if (words) element.append(richText(words, said.text ? said.entities : said.caption_entities, options(context)));
  element.append(stamp(messages));
  const more = h(
    "button",
    {
      type: "button", class: "more", "aria-haspopup": "menu", "aria-label": t("more"), "aria-expanded": "false",
      onclick: (event) => context.menu(anchor(event.currentTarget), first, event.currentTarget),
    },
    icon("chevron"),
  );
  element.append(more);
  listenForLongPress(element, (place) => context.menu(place, first, more));
  return element;
}

const options = (context) => ({ onCommand: context.command, botUsername: context.botUsername });

function anchor(element) {
  const box = element.getBoundingClientRect();
  return { x: box.right, y: box.bottom };
}

function listenForLongPress(element, open) {
  let timer;
  const stop = () => clearTimeout(timer);
  element.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    open({ x: event.clientX, y: event.clientY });
  });
  element.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" || event.target.closest("button, a, audio, video")) return;
    timer = setTimeout(() => open({ x: event.clientX, y: event.clientY }), 520);
  });
  for (const name of ["pointerup", "pointermove", "pointercancel"]) element.addEventListener(name, stop);
}

function origin(from) {
  const name =
    from.sender_user_name ?? from.sender_user?.first_name ?? from.chat?.title ?? from.sender_chat?.title ?? "";
  return h("div", { class: "origin" }, `${t("forwarded")} ${name}`);
}

function quoted(message, context) {
  const who = message.from === "bot" ? context.botName : t("you");
  return h(
    "button",
    { type: "button", class: "reply", onclick: () => context.goTo(message.message_id) },
    h("strong", {}, who),
    h("span", {}, preview(message)),
  );
}

function stamp(messages) {
  const [first] = messages;
  const edited = messages.some((one) => one.edited) ? `${t("edited")} ` : "";
  const time = timeOf(new Date(first.date));
  return h(
    "div",
    { class: "stamp" },
    h("time", { datetime: first.date }, edited + time),
    first.from === "person" ? icon("check") : null,
  );
}

function card(title, small) {
  return h("div", { class: "card" }, h("strong", {}, title), h("small", {}, small));
}

function album(messages, context) {
  const shown = messages.filter((one) => one.media);
  const pictures = shown.every((one) => ["photo", "video"].includes(one.media.kind));
  const sort = pictures ? (shown.length === 1 ? "single" : "") : "files";
  const drawn = shown.map((one) => medium(one.media, context));
  return pictures || shown.length > 1 ? h("div", { class: `album ${sort}` }, drawn) : drawn[0];
}

function medium(media, context) {
  switch (media.kind) {
    case "photo": {
      const picture = h("img", {
        src: media.url, alt: t("photo"), width: media.width, height: media.height, loading: "lazy",
      });
      return h("button", { type: "button", class: "photo", onclick: () => context.show(media.url) }, picture);
    }
    case "voice":
    case "audio":
      return h("audio", { src: media.url, controls: true, preload: "metadata", "aria-label": t("voiceNote") });
    case "video":
    case "video_note":
    case "animation":
      return h("video", { src: media.url, controls: true, preload: "metadata" });
    case "sticker":
      return h("img", { class: "sticker", src: media.url, alt: t("sticker") });
    default:
      return file(media);
  }
}

function file(media) {
  const name = media.file_name ?? t("file");
  const picture = media.mime_type.startsWith("image/");
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "";
  return h(
    "a",
    { class: "file", href: media.url, download: name },
    h("span", { class: "sort" }, picture ? h("img", { src: media.url, alt: "" }) : ending),
    h("span", { class: "words" }, h("strong", {}, name), h("small", {}, sizeOf(media.size_bytes))),
  );
}

function inlineButtons(message, context) {
  const rows = message.buttons.map((row, at) =>
    h("div", { class: "row" }, row.map((button, column) => inlineButton(message, button, at, column, context))),
  );
  return h("div", { class: "buttons" }, rows);
}

function inlineButton(message, button, row, column, context) {
  if (button.url) {
    const start = startParameter(button.url, context.botUsername);
    if (start !== null) {
      return h("button", { type: "button", class: "inline", onclick: () => context.command(start) }, button.text);
    }
    const safe = /^https?:/i.test(button.url) ? button.url : null;
    return h(
      "a",
      { class: "inline", href: safe, target: "_blank", rel: "noopener noreferrer" }, button.text, icon("out"),
    );
  }
  if (button.web_app) {
    const open = () => context.openWebApp(message, row, column);
    return h("button", { type: "button", class: "inline", onclick: open }, button.text, icon("out"));
  }
  const copy = button.copy_text?.text;
  const act = copy ? () => navigator.clipboard?.writeText(copy) : () => context.press(message, row, column);
  const busy = context.waiting(message, button) ? " busy" : "";
  return h("button", { type: "button", class: `inline${busy}`, onclick: act }, button.text);
}

/** The three dots. */
export function drawTyping() {
  const dots = h("div", { class: "bubble", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  return h("div", { class: "item typing turn" }, dots);
}

/** What an empty chat shows. */
export function drawWelcome(title, text) {
  return h("div", { class: "welcome" }, botFace(), h("h3", {}, title), h("p", {}, text));
}

/** A notification, on the lock screen or as a banner. */
export function drawNote(botName, message, time, open) {
  return h(
    "button",
    { type: "button", class: "note", onclick: open },
    botFace(),
    h(
      "span",
      { class: "words" },
      h("span", { class: "top" }, h("strong", {}, botName), h("span", {}, time)),
      h("span", { class: "body" }, preview(message)),
    ),
  );
}
