// Owns the frame around every screen: the bar, where the focus goes, and the languages. Knows no case.
import { add, button, h } from "./dom";
import { LANGUAGES, language, t } from "./texts";

export interface Frame {
  title: string;
  level?: "narrow" | "wide";
  back?: () => void;
  lock?: (() => void) | undefined;
  switchLanguage?: () => void;
  stay?: (again: () => void) => void; // how a screen is shown again, in the other language
}

let shown = 0;

/** Whether the screen that is there now still is; asked again after something was waited for. */
export function standing(): () => boolean {
  const now = shown;
  return () => shown === now;
}

/** Show a screen in place of the one that was there; the focus goes to its heading. */
export function show(frame: Frame, ...children: (Node | string | null)[]): HTMLElement {
  shown += 1;
  const page = document.getElementById("page")!;
  const title = h("h1", { class: "nl-heading nl-heading--level-1", tabindex: "-1" }, frame.title);
  const main = h("main", { id: "main", class: frame.level ?? "narrow" }, title);
  add(main, children);
  const bar = h(
    "header",
    { class: "bar" },
    frame.back ? button(t("dossier-back"), frame.back, "subtle", { class: "nl-button nl-button--subtle back" }) : null,
    h("span", { class: "brand" }, "Ruggensteun"),
    h("span", { class: "gap" }),
    frame.switchLanguage ? otherLanguage(frame.switchLanguage) : null,
    frame.lock ? button(t("dossier-lock"), frame.lock, "secondary") : null,
  );
  const skip = h("a", { class: "nl-skip-link nl-skip-link--visible-on-focus skip", href: "#main" }, t("dossier-skip"));
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    title.focus();
  });
  page.replaceChildren(skip, bar, main);
  document.title = `${frame.title} – Ruggensteun`;
  title.focus({ preventScroll: true });
  scrollTo(0, 0);
  return main;
}

function otherLanguage(act: () => void): HTMLElement {
  const other = LANGUAGES.find((one) => one !== language()) ?? "nl";
  return button(other === "nl" ? "Nederlands" : "English", act, "subtle", { lang: other });
}

/** What went wrong, in words; an unknown code gets the general sentence. */
export function trouble(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  const key = TROUBLE[typeof code === "string" ? code : ""];
  return t(key ?? "dossier-error-server");
}

const TROUBLE: Record<string, string> = {
  "offline": "dossier-error-offline",
  "no-session": "dossier-error-no-session",
  "link-used": "dossier-error-link-used",
  "launch": "dossier-error-launch",
  "launch-expired": "dossier-error-launch-expired",
  "not-a-handler": "dossier-error-not-a-handler",
  "too-many": "dossier-error-too-many",
  "storage": "dossier-error-storage",
  "no-case": "dossier-error-no-case",
  "not-yours": "dossier-error-not-yours",
  "recipient-taken": "dossier-error-recipient-taken",
  "wrong-passphrase": "dossier-error-wrong-passphrase",
  "not-an-identity": "dossier-error-not-an-identity",
  "no-envelope": "dossier-error-not-yours",
  "other-key": "dossier-error-other-key",
  "hash": "dossier-error-hash",
  "forged": "dossier-error-forged",
  "swapped": "dossier-error-swapped",
  "damaged": "dossier-error-damaged",
  "evidence": "dossier-error-evidence",
};
