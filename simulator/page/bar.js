// Owns the bar on top: the simulated date and time, moving it, and the language of the page.

import { api } from "./api.js";
import { askAmount } from "./windows.js";
import { h, icon } from "./dom.js";
import { currentLanguage, longDate, shortDate, t, timeOf } from "./words.js";

const HOUR = 3600;
const STEPS_SECONDS = [HOUR, 24 * HOUR, 3 * 24 * HOUR, 7 * 24 * HOUR, 28 * 24 * HOUR];

export class Bar {
  /** `page` has now(), narrow(), setLanguage(code), failed(error). */
  constructor(element, page) {
    this.element = element;
    this.page = page;
    this.draw();
  }

  draw() {
    this.time = h("time");
    this.date = h("span", { class: "date" });
    this.now = h("div", { class: "now" }, this.time, this.date);
    const steps = h("div", { class: "steps", role: "group", "aria-label": t("clock"), id: "steps" });
    t("steps").forEach((label, at) => {
      const run = () => this.#advance(STEPS_SECONDS[at]);
      steps.append(h("button", { type: "button", class: "step", onclick: run }, label));
    });
    const custom = async () => this.#advance(await askAmount());
    steps.append(h("button", { type: "button", class: "step custom", onclick: custom }, t("custom")));
    const toggle = h(
      "button",
      { type: "button", class: "clock-toggle", "aria-expanded": "false", "aria-controls": "steps", "aria-label": t("clock") },
      icon("clock"), icon("chevron"),
    );
    toggle.addEventListener("click", () => {
      const open = steps.classList.toggle("open");
      toggle.setAttribute("aria-expanded", String(open));
    });
    this.element.replaceChildren(this.now, toggle, steps, this.#languages());
    this.tick();
  }

  #languages() {
    const one = (code) =>
      h(
        "button",
        {
          type: "button", lang: code, "aria-pressed": String(currentLanguage() === code),
          onclick: () => this.page.setLanguage(code),
        },
        code.toUpperCase(),
      );
    return h("div", { class: "language", role: "group", "aria-label": t("language") }, one("nl"), one("en"));
  }

  async #advance(seconds) {
    if (!seconds) return;
    try {
      await api.advance(seconds);
    } catch (error) {
      this.page.failed(error);
    }
  }

  /** Show the time; a jump is shown as one. */
  tick(jumped = false) {
    const now = this.page.now();
    this.time.textContent = timeOf(now);
    this.time.dateTime = now.toISOString();
    this.date.textContent = this.page.narrow() ? shortDate(now) : longDate(now);
    if (!jumped) return;
    this.now.classList.remove("jumped");
    requestAnimationFrame(() => this.now.classList.add("jumped"));
  }
}
