// Owns making elements. Text is always set as text: nothing that somebody wrote can become markup here.

type Child = Node | string | null | undefined | false;
type Props = Record<string, string | number | boolean | undefined | null | EventListener>;

/** An element. Names that start with `on` are listeners, `true` is an empty attribute, `false` leaves it out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

/** Put children after those that are there. */
export function add(element: Element, children: Child[]): void {
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
}

/** Put these in place of what stands there. Whoever stood with the keyboard on something that goes, comes to stand at
 * what came: on its heading or, where it has none, on the place itself. Otherwise the focus stays where it is. */
export function replace(place: HTMLElement, ...children: Child[]): void {
  const inside = place.contains(document.activeElement);
  place.replaceChildren();
  add(place, children);
  if (!inside) return;
  const target = place.querySelector<HTMLElement>("h2") ?? place;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

export type Look = "primary" | "secondary" | "subtle";

/** A button of the NL Design System. While its work is under way it cannot be pressed again. */
export function button(label: string, act: () => unknown, look: Look = "secondary", props: Props = {}): HTMLButtonElement {
  const element = h("button", { type: "button", class: `nl-button nl-button--${look}`, ...props }, label);
  element.addEventListener("click", () => void pressed(element, act));
  return element;
}

async function pressed(element: HTMLButtonElement, act: () => unknown): Promise<void> {
  if (element.getAttribute("aria-disabled") === "true") return;
  element.setAttribute("aria-disabled", "true");
  element.classList.add("nl-button--busy");
  try {
    await act();
  } finally {
    element.removeAttribute("aria-disabled");
    element.classList.remove("nl-button--busy");
  }
}

export function heading(level: 1 | 2 | 3, text: string, props: Props = {}): HTMLHeadingElement {
  return h(`h${level}`, { class: `nl-heading nl-heading--level-${level}`, ...props }, text);
}

export function paragraph(text: string, className = ""): HTMLParagraphElement {
  return h("p", { class: `nl-paragraph ${className}`.trim() }, text);
}

/** Several paragraphs out of one text of the catalogue. */
export function paragraphs(text: string): HTMLElement[] {
  return text.split(/\n\s*\n/).map((part) => paragraph(part.trim()));
}

export type Mood = "info" | "warning" | "error" | "ok";

/** A message that a screen reader says at once when it is an error. */
export function alertBox(mood: Mood, ...children: Child[]): HTMLElement {
  const role = mood === "error" ? "alert" : mood === "ok" ? "status" : undefined;
  const inner = h("div", { class: "utrecht-alert__content" });
  add(inner, children);
  return h("div", { class: `utrecht-alert utrecht-alert--${mood}`, role }, inner);
}

export function badge(text: string, kind: string): HTMLElement {
  return h("span", { class: `nl-data-badge badge-${kind}` }, text);
}

let fields = 0;

/** A labelled field with a hint and a place for what is wrong with it. */
export function field(label: string, input: HTMLElement, hint = ""): { box: HTMLElement; complain(text: string): void } {
  fields += 1;
  input.id = `field-${fields}`;
  const problem = h("p", { class: "field-problem", id: `problem-${fields}`, "aria-live": "assertive" });
  const about = h("p", { class: "field-hint", id: `hint-${fields}` }, hint);
  input.setAttribute("aria-describedby", `hint-${fields} problem-${fields}`);
  const box = h(
    "div",
    { class: "field" },
    h("label", { class: "utrecht-form-label", for: input.id }, label),
    hint ? about : null,
    input,
    problem,
  );
  return {
    box,
    complain(text: string): void {
      problem.textContent = text;
      input.toggleAttribute("aria-invalid", text !== "");
      if (text) {
        input.setAttribute("aria-invalid", "true");
        input.focus();
      }
    },
  };
}
