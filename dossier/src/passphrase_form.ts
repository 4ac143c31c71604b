// Owns the form in which a passphrase is asked or chosen. What becomes of it stands in the screens.
import { button, field, h } from "./dom";
import { FEWEST_CHARACTERS, weakness } from "./passphrase";
import { t } from "./texts";

export interface Secret { box: HTMLElement; input: HTMLInputElement; complain(text: string): void }

/** A field for the passphrase. */
export function secret(label: string, hint: string, complete: string): Secret {
  const input = h("input", {
    type: "password", class: "utrecht-textbox utrecht-textbox--html-input", autocomplete: complete, autocapitalize: "off", spellcheck: "false",
  });
  return { ...field(label, input, hint), input };
}

/** A form whose button does the work; Enter presses it. It is never sent anywhere. */
export function form(label: string, act: () => unknown, ...children: Node[]): HTMLFormElement {
  const press = button(label, act, "primary", { type: "submit" });
  const name = h("input", { type: "text", autocomplete: "username", value: "Ruggensteun", hidden: true }); // for password managers
  return h("form", { novalidate: true, onsubmit: (event: Event) => event.preventDefault() }, name, ...children, h("p", {}, press));
}

/** A form in which a new passphrase is chosen and written twice; `act` gets one that is strong enough. */
export function choosing(label: string, act: (passphrase: string) => Promise<void>, ...below: Node[]): HTMLFormElement {
  const passphrase = secret(t("dossier-passphrase-new"), t("dossier-passphrase-hint", { count: FEWEST_CHARACTERS }), "new-password");
  const again = secret(t("dossier-passphrase-again"), "", "new-password");
  const strength = h("p", { class: "note", "aria-live": "polite" });
  passphrase.input.addEventListener("input", () => {
    const weak = weakness(passphrase.input.value);
    strength.textContent = passphrase.input.value === "" ? "" : t(weak ? `dossier-passphrase-${weak}` : "dossier-passphrase-good");
  });
  const chosen = async (): Promise<void> => {
    const weak = weakness(passphrase.input.value);
    passphrase.complain(weak ? t(`dossier-passphrase-${weak}`) : "");
    if (weak) return;
    const same = passphrase.input.value === again.input.value;
    again.complain(same ? "" : t("dossier-passphrase-differs"));
    if (!same) return;
    await act(passphrase.input.value);
    passphrase.input.value = again.input.value = strength.textContent = "";
  };
  return form(label, chosen, passphrase.box, strength, again.box, ...below);
}
