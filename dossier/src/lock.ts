// Owns when the page locks itself: after ten minutes without a touch, and when it has been out of sight for a while.

const IDLE_MS = 10 * 60_000;
const HIDDEN_MS = 60_000;

export class Lock {
  #lastAt = Date.now();
  #hiddenAt: number | null = null;

  constructor(private readonly isOpen: () => boolean, private readonly lock: () => void) {
    for (const name of ["pointerdown", "keydown", "wheel", "touchstart", "input"])
      addEventListener(name, () => this.#touched(), { passive: true, capture: true });
    document.addEventListener("visibilitychange", () => this.#shown());
    addEventListener("pagehide", () => this.lock());
    setInterval(() => this.#check(), 5_000);
  }

  #touched(): void {
    this.#check();
    this.#lastAt = Date.now();
  }

  #shown(): void {
    this.#check();
    this.#hiddenAt = document.visibilityState === "hidden" ? Date.now() : null;
  }

  #check(): void {
    const now = Date.now();
    const hidden = this.#hiddenAt !== null && now - this.#hiddenAt >= HIDDEN_MS;
    if (this.isOpen() && (hidden || now - this.#lastAt >= IDLE_MS)) this.lock();
  }
}
