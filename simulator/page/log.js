// Owns the list of messages in one phone: what is drawn again, what slides in, what vanishes, where it scrolls.

import { drawItem, drawTyping, drawWelcome } from "./bubbles.js";
import { h, icon } from "./dom.js";
import { currentLanguage, dayKey, dayName, t } from "./words.js";

const NEAR_END_PIXELS = 90;
const TRAVEL_MILLISECONDS = 700;

export class Log {
  constructor(context) {
    this.context = context;
    this.list = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" });
    this.count = h("span", { class: "badge", hidden: true });
    this.toEnd = h("button", { type: "button", class: "to-end", hidden: true }, this.count, icon("down"));
    this.element = h("div", { class: "log-wrap" }, this.list, this.toEnd);
    this.toEnd.addEventListener("click", () => this.scrollToEnd(true));
    this.list.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.stick && this.scrollToEnd()).observe(this.list);
    this.list.addEventListener("load", () => this.stick && this.scrollToEnd(), true);
    this.drawn = new Map();
    this.stick = true;
    this.below = 0;
    this.lastTop = 0;
  }

  /** Forget everything: another person took the phone. */
  clear() {
    this.drawn.clear();
    this.list.replaceChildren();
    this.first = true;
    this.stick = true;
    this.below = 0;
  }

  /** Show a chat. `freshFrom` is the id of the first unread message, or null. */
  show(chat, { now, freshFrom, typing }) {
    this.list.setAttribute("aria-label", t("messages"));
    this.toEnd.setAttribute("aria-label", t("toEnd"));
    const groups = grouped(chat.messages);
    const kept = new Map();
    const wanted = [];
    let before = null;
    for (const group of groups) {
      const [message] = group;
      const moment = new Date(message.date);
      const newDay = !before || dayKey(moment) !== dayKey(new Date(before.date));
      if (newDay) wanted.push(this.#line(kept, `day ${dayKey(moment)}`, "day", dayName(moment, now)));
      if (group.some((one) => one.message_id === freshFrom)) {
        wanted.push(this.#line(kept, "fresh", "fresh", t("fresh")));
        before = null;
      }
      const item = this.#item(kept, group, chat);
      item.classList.toggle("turn", newDay || before?.from !== message.from);
      wanted.push(item);
      before = message;
    }
    markLast(wanted, groups);
    if (!groups.length) wanted.push(this.#line(kept, "welcome", null, null, () => this.#welcome(chat)));
    if (typing) wanted.push(this.#line(kept, "typing", null, null, drawTyping));
    this.#put(wanted, kept);
  }

  scrollToEnd(smooth = false) {
    this.stick = true;
    this.below = 0;
    this.travelling = smooth ? performance.now() + TRAVEL_MILLISECONDS : 0;
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  /** Bring a message into view and point at it. */
  goTo(messageId) {
    const item = [...this.drawn.values()].find((one) => one.ids?.includes(messageId))?.node;
    if (!item) return;
    this.stick = false;
    item.scrollIntoView({ block: "center", behavior: "smooth" });
    item.classList.remove("pointed");
    requestAnimationFrame(() => item.classList.add("pointed"));
  }

  #welcome(chat) {
    return drawWelcome(chat.bot.first_name, chat.bot.description || chat.bot.short_description || "");
  }

  #line(kept, key, sort, text, draw) {
    const signature = `${currentLanguage()}${text ?? ""}${key === "welcome" ? this.context.signature() : ""}`;
    return this.#reuse(kept, key, signature, draw ?? (() => h("div", { class: sort }, text)));
  }

  #item(kept, group, chat) {
    const waiting = chat.waiting_buttons.filter((one) => one.message_id === group[0].message_id);
    const answered = group[0].reply_to_message_id && this.context.find(group[0].reply_to_message_id);
    const signature = JSON.stringify([group, waiting, answered ? answered.text : null, currentLanguage()]);
    const key = `message ${group[0].media_group_id ?? group[0].message_id}`;
    const node = this.#reuse(kept, key, signature, () => drawItem(group, this.context));
    kept.get(key).ids = group.map((one) => one.message_id);
    return node;
  }

  #reuse(kept, key, signature, draw) {
    const old = this.drawn.get(key);
    if (old?.signature === signature) kept.set(key, old);
    else kept.set(key, { node: draw(), signature, isNew: !old, own: false });
    return kept.get(key).node;
  }

  #put(wanted, kept) {
    const stuck = this.stick;
    const arrived = [...kept.values()].filter((one) => one.isNew && one.ids);
    for (const [key, old] of this.drawn) {
      if (!kept.has(key) && old.ids) this.#leave(old.node);
      else if (kept.get(key)?.node !== old.node) old.node.remove();
    }
    const leaving = [...this.list.querySelectorAll(".leave")];
    let at = this.list.firstChild;
    for (const node of wanted) {
      while (at && leaving.includes(at)) at = at.nextSibling;
      if (node === at) at = at.nextSibling;
      else this.list.insertBefore(node, at);
    }
    for (const one of arrived) {
      one.isNew = false;
      if (!this.first) one.node.classList.add("arrive");
    }
    this.drawn = kept;
    const own = arrived.some((one) => one.node.classList.contains("own"));
    if (stuck || own || this.first) this.scrollToEnd();
    else this.below += arrived.length;
    this.first = false;
    this.#scrolled();
  }

  #leave(node) {
    node.classList.add("leave");
    node.inert = true;
    setTimeout(() => node.remove(), 330);
  }

  #scrolled() {
    const left = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight;
    const near = left < NEAR_END_PIXELS || performance.now() < this.travelling;
    const up = this.list.scrollTop < this.lastTop - 1;
    this.lastTop = this.list.scrollTop;
    if (near) this.below = 0;
    this.stick = near || (this.stick && !up); // only who scrolls up stops following
    this.toEnd.hidden = this.stick;
    this.count.hidden = !this.below;
    this.count.textContent = String(this.below);
  }
}

/** Messages one by one, those of an album together. */
function grouped(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

function markLast(nodes) {
  const items = nodes.map((node) => (node.classList.contains("item") ? node : null));
  items.forEach((node, at) => {
    if (!node) return;
    const next = items[at + 1];
    node.classList.toggle("last", !next || next.classList.contains("turn") || isOwn(next) !== isOwn(node));
  });
}

const isOwn = (node) => node.classList.contains("own");
