// Owns what a case handler does with an identity that is open: have it confirmed, see the recovery sheet again, add a
// passkey, choose another passphrase. The words always come from the identity itself, never from the server.
import { api, type Kept, type OwnIdentity } from "../api";
import { alertBox, button, h, heading, paragraph, replace } from "../dom";
import { choosing } from "../passphrase_form";
import { show, trouble, type Frame } from "../shell";
import { t } from "../texts";
import { knowsPasskeys, passkeys, vault } from "../vault";
import { recoverySheet } from "./sheet";

type Around = Omit<Frame, "title">;

/** The screen behind the button "My key". */
export function ownKey(around: Around, own: OwnIdentity): void {
  const known = vault.known[0];
  const file = (): string => own.kept.find((one) => one.recipient === known?.recipient)?.protected.passphrase ?? "";
  const place = h("div", {});
  const sheet = (): void => known && place.replaceChildren(recoverySheet(known.words, known.recipient, file()),
    h("p", { class: "no-print" }, button(t("dossier-print"), () => print(), "primary")));
  show(
    { ...around, title: t("dossier-key") },
    waitingNotice(own),
    known ? h("section", { class: "card no-print" }, heading(2, t("dossier-words")), checkWords(known.words),
      file() ? h("p", {}, button(t("dossier-key-sheet"), sheet)) : null) : null,
    place,
    passkeyOffer(own),
    newPassphrase(own, () => place.replaceChildren()),
  );
}

function newPassphrase(own: OwnIdentity, changed: () => void): HTMLElement {
  const said = h("div", {});
  const keep = async (passphrase: string): Promise<void> => {
    said.replaceChildren();
    try {
      for (const { recipient, file } of await vault.protect(passphrase)) {
        const kept = own.kept.find((one) => one.recipient === recipient);
        if (kept) own.kept = (await api.keepIdentity(recipient, { passphrase: file, passkeys: kept.protected.passkeys ?? [] })).kept;
      }
      changed();
      said.replaceChildren(alertBox("ok", t("dossier-key-new-done")));
    } catch (error) {
      said.replaceChildren(alertBox("error", trouble(error)));
    }
  };
  return h("section", { class: "card no-print" }, heading(2, t("dossier-key-new-title")), paragraph(t("dossier-key-new-why")),
    choosing(t("dossier-key-new"), keep, said));
}

/** Open with a passkey of this device from now on. */
export function passkeyOffer(own: OwnIdentity): HTMLElement | null {
  const current = own.kept.find((kept) => kept.recipient === vault.known[0]?.recipient);
  if (!current?.protected.passphrase || !knowsPasskeys()) return null;
  const place = h("div", {});
  const make = async (): Promise<void> => {
    try {
      const file = await (await passkeys()).protectWithPasskey(await vault.reveal(), "Ruggensteun");
      own.kept = (await api.keepIdentity(current.recipient, withPasskey(own, current, file))).kept;
      replace(place, alertBox("ok", t("dossier-passkey-made")));
    } catch {
      place.prepend(alertBox("error", t("dossier-error-passkey-make")));
    }
  };
  place.append(paragraph(t("dossier-passkey-why")), h("p", {}, button(t("dossier-passkey-make"), make)));
  return h("section", { class: "card no-print" }, heading(2, t("dossier-passkey-title")), place);
}

function withPasskey(own: OwnIdentity, current: Kept, file: string): { passphrase: string; passkeys: string[] } {
  const fresh = own.kept.find((kept) => kept.recipient === current.recipient) ?? current;
  return { passphrase: fresh.protected.passphrase ?? "", passkeys: [...(fresh.protected.passkeys ?? []), file] };
}

/** While the administrator has not confirmed the recipient; an alarm when the one that waits was not made here. */
export function waitingNotice(own: OwnIdentity): HTMLElement | null {
  const waiting = own.kept.find((kept) => kept.state === "pending");
  if (!waiting) return null;
  const mine = vault.known.find((known) => known.recipient === waiting.recipient);
  if (!mine) return alertBox("error", heading(2, t("dossier-key-foreign-title")), paragraph(t("dossier-key-foreign")));
  return alertBox("warning", heading(2, t("dossier-waiting-title")), paragraph(t("dossier-waiting")), checkWords(mine.words));
}

/** The words with their numbers, as they are read aloud. */
export function checkWords(words: string): HTMLElement {
  return h("ol", { class: "check-words" }, ...words.split(" ").flatMap((word) => [h("li", {}, word), " "]));
}
