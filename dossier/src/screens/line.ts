// Owns what a line of the list and the head of a case both say: the state, and the clock that runs.
import { type CaseLine } from "../api";
import { h } from "../dom";
import { label, moment, t } from "../texts";

export function stateOf(one: CaseLine): string {
  return label(`case-state-${one.state}`, one.state);
}

export function clockOf(one: CaseLine, now: Date): HTMLElement | null {
  if (!one.due_at) return null;
  const late = new Date(one.due_at) < now;
  return h("p", { class: late ? "clock late" : "clock" }, t(late ? "dossier-clock-late" : "dossier-clock", { at: moment(one.due_at) }));
}
