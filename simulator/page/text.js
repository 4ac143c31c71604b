// Owns showing a text with its entities. Offsets are UTF-16, as strings are here.

import { h } from "./dom.js";

const SIMPLE = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  spoiler: "span",
  blockquote: "span",
  expandable_blockquote: "span",
};

/** An element with the text. `onCommand` gets a tapped command, `botUsername` finds links to the bot. */
export function richText(text, entities, { onCommand, botUsername }) {
  const element = h("div", { class: "text", dir: "auto" });
  const edges = new Set([0, text.length]);
  for (const one of entities) edges.add(one.offset).add(one.offset + one.length);
  const places = [...edges].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  for (let i = 0; i + 1 < places.length; i += 1) {
    const piece = text.slice(places[i], places[i + 1]);
    const covering = entities.filter((one) => one.offset <= places[i] && one.offset + one.length >= places[i + 1]);
    element.append(dressed(piece, covering, text, { onCommand, botUsername }));
  }
  return element;
}

function dressed(piece, entities, text, options) {
  let node = document.createTextNode(piece);
  for (const entity of [...entities].reverse()) {
    const whole = text.slice(entity.offset, entity.offset + entity.length);
    node = wrapped(node, entity, whole, options);
  }
  return node;
}

function wrapped(node, entity, whole, { onCommand, botUsername }) {
  switch (entity.type) {
    case "url":
    case "text_link":
      return link(node, entity.type === "url" ? whole : entity.url, onCommand, botUsername);
    case "email":
      return h("a", { href: `mailto:${whole}` }, node);
    case "phone_number":
      return h("a", { href: `tel:${whole.replace(/[^\d+]/g, "")}` }, node);
    case "bot_command":
      return h("button", { type: "button", class: "command", onclick: () => onCommand(whole) }, node);
    case "pre":
      return h("code", { class: "block" }, node);
    default: {
      const tag = SIMPLE[entity.type];
      const quote = entity.type.endsWith("blockquote");
      return tag ? h(tag, quote ? { class: "quote" } : {}, node) : node;
    }
  }
}

function link(node, address, onCommand, botUsername) {
  const start = startParameter(address, botUsername);
  if (start !== null) {
    return h("button", { type: "button", class: "command", onclick: () => onCommand(start) }, node);
  }
  const safe = /^(https?|tel|mailto):/i.test(address);
  return safe ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, node) : node;
}

/** What a link to the bot itself sends (`/start abc`), or null for any other link. */
export function startParameter(address, botUsername) {
  const found = /^https?:\/\/(?:t\.me|telegram\.me)\/([^/?#]+)(?:\?start=([\w-]*))?$/i.exec(address);
  if (!found || found[1].toLowerCase() !== String(botUsername).toLowerCase()) return null;
  return found[2] ? `/start ${found[2]}` : "/start";
}
