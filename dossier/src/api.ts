// Owns what is asked of the server. Errors carry the server's code word, never a content.

export interface WorkButton { label: string; action: string; argument: string }
export interface WorkAnswer { messages: { text: string; buttons: WorkButton[] }[]; writing: string; case: CaseDetail }
export type WorkAsked = { action: string; argument: string } | { writing: string; text: string };

export class ApiError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface Who { name: string; role: string; language: string }
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
  office: string; delivered_at: string | null; received_by: string;
  people: Record<string, { name: string; role: string }>; envelopes: EnvelopeLine[];
}

const BASE = "/dossier/api";

async function ask(path: string, method = "GET", body?: unknown): Promise<Response> {
  const init: RequestInit = { method, credentials: "same-origin", cache: "no-store", headers: { "X-Ruggensteun": "dossier" } };
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

export const api = {
  enter: (proof: { init_data: string } | { code: string }) => json<Who>("/session", "POST", proof),
  who: () => json<Who>("/session"),
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
