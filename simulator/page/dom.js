// Owns making elements. Strings become text nodes: nothing that a person or a bot wrote is ever parsed.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  moon: ["M20 14.5A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z"],
  chevron: ["m6 9 6 6 6-6"],
  more: ["M12 5.200v.01M12 12v.01M12 18.800v.01"],
  clip: ["m20.500 11.500-8.700 8.700a5.400 5.400 0 0 1-7.600-7.600l8.900-8.900a3.600 3.600 0 0 1 5.100 5.100l-8.900 8.900a1.800 1.800 0 0 1-2.600-2.600l8.200-8.100"],
  send: ["M12 19.500v-15M5.500 11 12 4.500l6.500 6.500"],
  mic: ["M12 3.500a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3z", "M5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3"],
  slash: ["M4.500 4.500h15v15h-15z", "m13.500 8-3 8"],
  close: ["M6 6l12 12M18 6 6 18"],
  check: ["m5 12.500 4.500 4.500L19 7.500"],
  reply: ["M9.500 6 4 11.500 9.500 17M4.500 11.500H14a6 6 0 0 1 6 6v1"],
  edit: ["M4.500 19.500l1-4.200L16 4.800a2 2 0 0 1 2.800 0l.4.4a2 2 0 0 1 0 2.800L8.700 18.500z"],
  bin: ["M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7"],
  copy: ["M9 9h10.500v10.500H9z", "M15 9V4.500H4.500V15H9"],
  block: ["M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z", "m6 6 12 12"],
  plus: ["M12 5v14M5 12h14"],
  down: ["m6 10 6 6 6-6"],
  out: ["M8 16 16 8M9.500 8H16v6.500"],
  clock: ["M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17z", "M12 7.500V12l3 2"],
  bars: ["M4.500 17v-2M9.500 17v-5M14.500 17V9M19.500 17V6"],
  battery: ["M3 8h15.500v8H3z", "M21 10.800v2.400M5.500 10.500v3M8.500 10.500v3M11.500 10.500v3"],
};

/** An element with properties (on… are listeners, the rest attributes) and children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** One of the line icons; decoration only, so hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const line of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    if (name === "more") path.setAttribute("stroke-width", "3");
    svg.append(path);
  }
  return svg;
}

/** The bot's picture. */
export function botFace() {
  return h("img", { class: "bot-face", src: "icon.svg", alt: "" });
}

/** A person's initials on a colour of their own. */
export function face(person) {
  const letters = (person.first_name[0] ?? "?") + (person.last_name?.[0] ?? "");
  const element = h("span", { class: "face", "aria-hidden": "true" }, letters.toUpperCase());
  element.style.setProperty("--hue", String((person.id * 67) % 360));
  return element;
}

export const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

/** A popup menu inside a phone. Items: {label, icon?, small?, run, checked?, danger?}, "-" or {title}. */
export function openMenu(host, place, items, opener) {
  host.querySelector(".menu")?.remove();
  const menu = h("div", { class: "menu", role: "menu" });
  const close = (refocus) => {
    menu.remove();
    opener?.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (refocus) opener?.focus();
  };
  const outside = (event) => menu.contains(event.target) || close(false);
  menu.append(...items.map((item) => menuItem(item, close)));
  menu.addEventListener("keydown", (event) => moveInMenu(event, menu, close));
  host.append(menu);
  Object.assign(menu.style, fitted(menu, host, place));
  document.addEventListener("pointerdown", outside, true);
  opener?.setAttribute("aria-expanded", "true");
  menu.querySelector("button")?.focus({ preventScroll: true });
}

function menuItem(item, close) {
  if (item === "-") return h("hr");
  if (item.title) return h("div", { class: "title" }, item.title);
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  const run = () => {
    close(true);
    item.run();
  };
  return h(
    "button",
    { type: "button", role, "aria-checked": item.checked, class: item.danger ? "danger" : "", onclick: run },
    item.lead ?? (item.icon ? icon(item.icon) : null),
    h("span", {}, item.label, item.small ? h("small", {}, item.small) : null),
    item.checked ? h("span", { class: "tick" }, icon("check")) : null,
  );
}

function moveInMenu(event, menu, close) {
  const buttons = [...menu.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) buttons[(at + step + buttons.length) % buttons.length].focus();
  else if (event.key === "Escape") close(true);
  else if (event.key !== "Tab") return;
  else close(false);
  if (event.key !== "Tab") event.preventDefault();
}

function fitted(menu, host, place) {
  const frame = host.getBoundingClientRect();
  const left = Math.min(Math.max(12, place.x - frame.left), frame.width - menu.offsetWidth - 12);
  const top = Math.min(Math.max(12, place.y - frame.top), frame.height - menu.offsetHeight - 12);
  return { left: `${left}px`, top: `${top}px` };
}
