// Owns the screens around the identity: making one, bringing one in, unlocking, and waiting for the administrator.
import { api, type OwnIdentity } from "../api";
import { alertBox, button, field, h, heading, paragraph, paragraphs } from "../dom";
import { FEWEST_CHARACTERS, weakness } from "../passphrase";
import { show, trouble, type Frame } from "../shell";
import { t } from "../texts";
import { knowsPasskeys, passkeys, vault } from "../vault";
import { recoverySheet } from "./sheet";

type Next = () => void;
type Around = Omit<Frame, "title">;

function secret(label: string, hint: string, complete: string): ReturnType<typeof field> & { input: HTMLInputElement } {
  const input = h("input", {
    type: "password", class: "utrecht-textbox utrecht-textbox--html-input", autocomplete: complete, autocapitalize: "off", spellcheck: "false",
  });
  return { ...field(label, input, hint), input };
}

/** A form whose button does the work; Enter presses it. It is never sent anywhere. */
function form(label: string, act: () => unknown, ...children: Node[]): HTMLFormElement {
  const press = button(label, act, "primary", { type: "submit" });
  return h("form", { novalidate: true, onsubmit: (event: Event) => event.preventDefault() }, ...children, h("p", {}, press));
}

/** The first time: make an identity here, or bring in the one that `ruggensteun key new` made. */
export function firstUse(around: Around, next: Next): void {
  const passphrase = secret(t("dossier-passphrase-new"), t("dossier-passphrase-hint", { count: FEWEST_CHARACTERS }), "new-password");
  const again = secret(t("dossier-passphrase-again"), "", "new-password");
  const strength = h("p", { class: "note", "aria-live": "polite" });
  passphrase.input.addEventListener("input", () => {
    const weak = weakness(passphrase.input.value);
    strength.textContent = passphrase.input.value === "" ? "" : t(weak ? `dossier-passphrase-${weak}` : "dossier-passphrase-good");
  });
  const problem = h("div", {});
  const make = async (): Promise<void> => {
    problem.replaceChildren();
    const weak = weakness(passphrase.input.value);
    passphrase.complain(weak ? t(`dossier-passphrase-${weak}`) : "");
    if (weak) return;
    const same = passphrase.input.value === again.input.value;
    again.complain(same ? "" : t("dossier-passphrase-differs"));
    if (!same) return;
    try {
      const made = await vault.make(passphrase.input.value);
      await api.keepIdentity(made.recipient, { passphrase: made.file, passkeys: [] });
      passphrase.input.value = again.input.value = "";
      sheetScreen(around, made.fingerprint, made.recipient, made.file, next);
    } catch (error) {
      problem.replaceChildren(alertBox("error", trouble(error)));
    }
  };
  show(
    { ...around, title: t("dossier-first-title") },
    ...paragraphs(t("dossier-first-intro")),
    form(t("dossier-make"), make, passphrase.box, strength, again.box, problem),
    h("hr", {}),
    heading(2, t("dossier-bring-title")),
    paragraph(t("dossier-bring-intro")),
    h("p", {}, button(t("dossier-bring"), () => bringIn(around, next))),
  );
}

function sheetScreen(around: Around, fingerprint: string, recipient: string, file: string, next: Next): void {
  const sheet = recoverySheet(fingerprint, recipient, file);
  show(
    { ...around, title: t("dossier-sheet-title") },
    h("div", { class: "no-print" }, ...paragraphs(t("dossier-sheet-intro"))),
    h("p", { class: "no-print actions" }, button(t("dossier-print"), () => print(), "primary"), button(t("dossier-sheet-done"), next)),
    sheet,
  );
}

/** Bring in a protected identity that was made elsewhere. */
export function bringIn(around: Around, next: Next): void {
  const chosen = h("input", { type: "file", class: "utrecht-textbox utrecht-textbox--html-input" });
  const file = field(t("dossier-bring-file"), chosen, t("dossier-bring-hint"));
  const passphrase = secret(t("dossier-passphrase"), "", "current-password");
  const bring = async (): Promise<void> => {
    file.complain("");
    passphrase.complain("");
    const given = chosen.files?.[0];
    if (!given || given.size > 65_536) return file.complain(t("dossier-error-not-an-identity"));
    try {
      const armored = await armoredText(given);
      const known = await vault.unlock([armored], passphrase.input.value);
      await api.keepIdentity(known.recipient, { passphrase: armored, passkeys: [] });
      next();
    } catch (error) {
      passphrase.complain(trouble(error));
    }
  };
  show(
    { ...around, title: t("dossier-bring-title"), back: () => firstUse(around, next) },
    form(t("dossier-bring"), bring, file.box, passphrase.box),
  );
}

async function armoredText(file: File): Promise<string> {
  const text = await file.text();
  return text.slice(text.indexOf("-----BEGIN AGE ENCRYPTED FILE-----")).trim() + "\n";
}

/** Unlock with the passphrase. */
export function unlock(around: Around, own: OwnIdentity, why: string, next: Next): void {
  const files = own.kept.map((kept) => kept.protected.passphrase ?? "").filter(Boolean);
  const passphrase = secret(t("dossier-passphrase"), "", "current-password");
  const open = async (): Promise<void> => {
    passphrase.complain("");
    try {
      await vault.unlock(files, passphrase.input.value);
      passphrase.input.value = "";
      next();
    } catch (error) {
      passphrase.complain(trouble(error));
    }
  };
  const sealed = own.kept.flatMap((kept) => kept.protected.passkeys ?? []).reverse();
  const problem = h("div", {});
  const byPasskey = async (): Promise<void> => {
    problem.replaceChildren();
    try {
      await vault.adopt(await (await passkeys()).openWithPasskey(sealed));
      next();
    } catch {
      problem.replaceChildren(alertBox("error", t("dossier-error-passkey")));
    }
  };
  show(
    { ...around, title: t("dossier-unlock-title") },
    why ? alertBox("info", paragraph(why)) : null,
    paragraph(t("dossier-unlock-intro")),
    sealed.length && knowsPasskeys() ? h("p", {}, button(t("dossier-passkey-open"), byPasskey)) : null,
    problem,
    form(t("dossier-unlock"), open, passphrase.box),
    h("details", { class: "help" }, h("summary", {}, t("dossier-lost")), ...paragraphs(t("dossier-lost-how"))),
  );
  passphrase.input.focus();
}

/** Under the list: open with a passkey of this device from now on. */
export function passkeyOffer(own: OwnIdentity): HTMLElement | null {
  const current = own.kept.find((kept) => kept.protected.passphrase);
  if (!current?.protected.passphrase || !knowsPasskeys()) return null;
  const protection = { passphrase: current.protected.passphrase, passkeys: current.protected.passkeys ?? [] };
  const place = h("div", {});
  const make = async (): Promise<void> => {
    try {
      const file = await (await passkeys()).protectWithPasskey(await vault.reveal(), "Ruggensteun");
      const fresh = await api.keepIdentity(current.recipient, { ...protection, passkeys: [...protection.passkeys, file] });
      own.kept = fresh.kept;
      place.replaceChildren(alertBox("ok", t("dossier-passkey-made")));
    } catch {
      place.prepend(alertBox("error", t("dossier-error-passkey-make")));
    }
  };
  place.append(paragraph(t("dossier-passkey-why"), "note"), h("p", {}, button(t("dossier-passkey-make"), make)));
  return h("section", { class: "no-print passkey" }, place);
}

/** Above the list while the administrator has not confirmed the recipient. */
export function waitingNotice(own: OwnIdentity): HTMLElement | null {
  const waiting = own.kept.find((kept) => kept.state === "pending");
  if (!waiting) return null;
  return alertBox(
    "warning",
    heading(2, t("dossier-waiting-title")),
    paragraph(t("dossier-waiting")),
    h("p", { class: "digits" }, waiting.fingerprint),
  );
}
