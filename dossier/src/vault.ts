// Owns the worker that holds the identities: the page's only way to open something. Knows no screen.
import type { Header, Name } from "./envelope";
import type { Signed } from "./signature";
import type { Known, Request } from "./worker";

export class VaultError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface Opened { header: Header; content: Uint8Array }

interface Waiting { resolve(value: unknown): void; reject(error: unknown): void }

const WORKER = "/dossier/worker.js";

interface Policy { createScriptURL(text: string): unknown }
interface PolicyFactory { createPolicy(name: string, rules: { createScriptURL(text: string): string }): Policy }

const policy = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy("ruggensteun", {
  createScriptURL(text: string): string {
    if (text !== WORKER) throw new TypeError("only the page's own worker");
    return text;
  },
});

class Vault {
  #worker: Worker | null = null;
  #waiting = new Map<number, Waiting>();
  #count = 0;
  #known: Known[] = [];

  /** Told when the worker broke while it was open: what stands on the screen has to go as well. */
  broke: () => void = () => undefined;

  /** The verifying key of the server's register, in base64. */
  register = "";

  get isOpen(): boolean {
    return this.#known.length > 0;
  }

  /** What this page can open with; empty while it is locked. The newest first. */
  get known(): readonly Known[] {
    return this.#known;
  }

  /** Have the worker ready by the time that there is something to open. */
  prepare(): void {
    this.#worker ??= this.#start();
  }

  /** Make a new identity, protected by this passphrase. */
  async make(passphrase: string): Promise<Known & { file: string }> {
    const made = await this.#ask<{ known: [Known]; file: string }>({ op: "make", passphrase });
    this.#known = made.known;
    return { ...made.known[0], file: made.file };
  }

  /** Open the protected identities that this passphrase opens: one at least. */
  async unlock(files: string[], passphrase: string): Promise<Known> {
    return this.#unlocking({ op: "unlock", files, passphrase });
  }

  /** Use these identities, which a passkey opened. */
  async adopt(identities: string[]): Promise<Known> {
    return this.#unlocking({ op: "adopt", identities });
  }

  /** Every identity in use, protected by another passphrase, with the recipient that it belongs to. */
  async protect(passphrase: string): Promise<{ recipient: string; file: string }[]> {
    const files = await this.#ask<string[]>({ op: "protect", passphrase });
    return this.#known.map(({ recipient }, i) => ({ recipient, file: files[i]! }));
  }

  /** The identities themselves, only for protecting them by a passkey. */
  async reveal(): Promise<string[]> {
    return (await this.#ask<{ identities: string[] }>({ op: "reveal" })).identities;
  }

  /** Open a sealed file that the register signed under this name. */
  async open(file: ArrayBuffer, signed: Signed, name: Name): Promise<Opened> {
    if (!this.isOpen) throw new VaultError("locked"); // while the file was on its way
    const { sha256, signature, created_at } = signed;
    const asked: Request = { op: "open", file, register: this.register, signed: { sha256, signature, created_at }, name };
    const opened = await this.#ask<{ header: Header; content: ArrayBuffer }>(asked, [file]);
    return { header: opened.header, content: new Uint8Array(opened.content) };
  }

  /** Forget everything at once. */
  lock(): void {
    this.#known = [];
    this.#worker?.terminate();
    this.#worker = null;
    for (const one of this.#waiting.values()) one.reject(new VaultError("locked"));
    this.#waiting.clear();
  }

  async #unlocking(request: Request): Promise<Known> {
    this.#known = await this.#ask<Known[]>(request);
    return this.#known[0]!;
  }

  #ask<T>(request: Request, moved: Transferable[] = []): Promise<T> {
    const worker = (this.#worker ??= this.#start());
    const id = (this.#count += 1);
    const start = performance.now();
    return new Promise<T>((resolve, reject) => {
      const done = (value: unknown): void => {
        performance.measure(`worker-${request.op}`, { start }); // how long, for the speed figures; never what
        resolve(value as T);
      };
      this.#waiting.set(id, { resolve: done, reject });
      worker.postMessage({ id, request }, moved);
    });
  }

  #start(): Worker {
    const worker = new Worker((policy?.createScriptURL(WORKER) ?? WORKER) as string);
    worker.onmessage = (event: MessageEvent<{ id: number; result?: unknown; error?: string }>) => {
      const waiting = this.#waiting.get(event.data.id);
      this.#waiting.delete(event.data.id);
      if (event.data.error === undefined) waiting?.resolve(event.data.result);
      else waiting?.reject(new VaultError(event.data.error));
    };
    worker.onerror = () => {
      const wasOpen = this.isOpen;
      this.lock();
      if (wasOpen) this.broke();
    };
    return worker;
  }
}

type Passkeys = typeof import("./passkey");
const PASSKEY: string = "/dossier/passkey.js";

/** What asks for a passkey; fetched when it is wanted. */
export async function passkeys(): Promise<Passkeys> {
  return (await import(PASSKEY)) as Passkeys;
}

/** Whether this browser knows passkeys at all; whether a passkey can protect something shows when it is made. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && isSecureContext;
}

export const vault = new Vault();
