// Owns what is asked of the server. Errors carry the server's code word, never a content.

export interface WorkButton { label: string; action: string; argument: string }
export interface WorkAnswer { messages: { text: string; buttons: WorkButton[] }[]; writing: string; case: CaseDetail | null }
export type WorkAsked = ({ action: string; argument: string } | { writing: string; text: string }) & { once?: string };

export class ApiError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface Who { person: string; name: string; role: string; language: string }
export interface Protection { passphrase?: string; passkeys?: string[] }
export interface Kept { recipient: string; state: "pending" | "confirmed" | "former"; protected: Protection }
export interface OwnIdentity { register: string; recipient: string | null; kept: Kept[] }

export interface CaseLine {
  case_id: string; reference: string; kind: string; urgent: boolean; state: string;
  created_at: string; received_at: string | null; opened_at: string | null; due_at: string | null; mine: boolean;
}
/** The open cases, or the finished ones; `finished` is how many of those there are. */
export interface CaseList { now: string; cases: CaseLine[]; finished: number }
export interface EnvelopeLine {
  envelope_id: number; part: string; revision: number; created_at: string; sha256: string; signature: string; readable: boolean; readers: string[];
}
export interface CaseDetail extends CaseLine {
  now: string; office: string; delivered_at: string | null; received_by: string;
  people: Record<string, { name: string; role: string }>; envelopes: EnvelopeLine[];
}

const BASE = "/dossier/api";
const STAY_MS = 5 * 60_000; // shorter than what ends a visit in which nothing is asked

let person = ""; // for whom the page was opened: in another window somebody else may come in with the same browser
let askedAt = 0;

async function ask(path: string, method = "GET", body?: unknown): Promise<Response> {
  const init: RequestInit = { method, credentials: "same-origin", cache: "no-store", headers: { "X-Ruggensteun": "dossier" } };
  askedAt = performance.now();
  if (person) init.headers = { ...init.headers, "X-Ruggensteun-Person": person };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...init.headers, "Content-Type": "application/json" };
  }
  let answer: Response;
  try {
    answer = await fetch(BASE + path, init);
  } catch {
    throw new ApiError("offline");
  }
  if (answer.ok) return answer;
  let code = "server";
  try {
    const said = (await answer.json()) as { error?: unknown };
    if (typeof said.error === "string") code = said.error;
  } catch {
    // an answer of something in between, such as a web server: the general code will do
  }
  throw new ApiError(code);
}

async function json<T>(path: string, method = "GET", body?: unknown): Promise<T> {
  return (await (await ask(path, method, body)).json()) as T;
}

function came(who: Who): Who {
  person = who.person;
  return who;
}

export const api = {
  enter: async (proof: { init_data: string } | { code: string }) => came(await json<Who>("/session", "POST", proof)),
  who: async () => came(await json<Who>("/session")),
  /** Whoever reads or writes for long without asking anything is still there. */
  stay: () => void (performance.now() - askedAt > STAY_MS && ask("/session").catch(() => undefined)),
  leave: async () => void (await ask("/session", "DELETE")),
  identity: () => json<OwnIdentity>("/identity"),
  keepIdentity: (recipient: string, protection: Required<Protection>) =>
    json<OwnIdentity>("/identity", "POST", { recipient, ...protection }),
  cases: (finished = false) => json<CaseList>(finished ? "/cases?finished=1" : "/cases"),
  case: (id: string) => json<CaseDetail>(`/cases/${encodeURIComponent(id)}`),
  tell: (id: string, event: "received" | "opened") => json<CaseDetail>(`/cases/${encodeURIComponent(id)}/${event}`, "POST"),
  work: (id: string, asked: WorkAsked) => json<WorkAnswer>(`/cases/${encodeURIComponent(id)}/work`, "POST", asked),
  envelope: async (id: number) => (await ask(`/envelopes/${id}`)).arrayBuffer(),
};
