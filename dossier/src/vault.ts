// Owns the worker that holds the identities: the page's only way to open something. Knows no screen.
import type { Header, Name } from "./envelope";
import type { Request } from "./worker";

export class VaultError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface Known { recipient: string; fingerprint: string }
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
  #open = false;

  get isOpen(): boolean {
    return this.#open;
  }

  /** Make a new identity, protected by this passphrase. */
  async make(passphrase: string): Promise<Known & { file: string }> {
    return this.#unlocking<Known & { file: string }>({ op: "make", passphrase });
  }

  /** Open the protected identities; the first must open. */
  async unlock(files: string[], passphrase: string): Promise<Known> {
    return this.#unlocking<Known>({ op: "unlock", files, passphrase });
  }

  /** Use these identities, which a passkey opened. */
  async adopt(identities: string[]): Promise<Known> {
    return this.#unlocking<Known>({ op: "adopt", identities });
  }

  /** The identity in use, protected by another passphrase. */
  async protect(passphrase: string): Promise<string> {
    return (await this.#ask<{ file: string }>({ op: "protect", passphrase })).file;
  }

  /** The identities themselves, only for protecting them by a passkey. */
  async reveal(): Promise<string[]> {
    return (await this.#ask<{ identities: string[] }>({ op: "reveal" })).identities;
  }

  /** Open a sealed file that must have this hash and this name. */
  async open(file: ArrayBuffer, sha256: string, name: Name): Promise<Opened> {
    const opened = await this.#ask<{ header: Header; content: ArrayBuffer }>({ op: "open", file, sha256, name }, [file]);
    return { header: opened.header, content: new Uint8Array(opened.content) };
  }

  /** Forget everything at once. */
  lock(): void {
    this.#open = false;
    this.#worker?.terminate();
    this.#worker = null;
    for (const one of this.#waiting.values()) one.reject(new VaultError("locked"));
    this.#waiting.clear();
  }

  async #unlocking<T>(request: Request): Promise<T> {
    const result = await this.#ask<T>(request);
    this.#open = true;
    return result;
  }

  #ask<T>(request: Request, moved: Transferable[] = []): Promise<T> {
    const worker = (this.#worker ??= this.#start());
    const id = (this.#count += 1);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
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
    worker.onerror = () => this.lock();
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
