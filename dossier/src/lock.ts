// Owns when the page locks itself: at once when it is out of sight, and after ten minutes without a touch.

const IDLE_MS = 10 * 60_000;

export class Lock {
  #lastAt = Date.now(); // goes on while the device sleeps, but can be set back
  #lastTick = performance.now(); // cannot be set back
  #printing = false;

  constructor(private readonly isOpen: () => boolean, private readonly lock: () => void, private readonly stay: () => void) {
    for (const name of ["pointerdown", "keydown", "wheel", "touchstart", "input"])
      addEventListener(name, () => this.#touched(), { passive: true, capture: true });
    document.addEventListener("visibilitychange", () => this.#look());
    addEventListener("pagehide", () => this.lock());
    document.addEventListener("freeze", () => this.lock());
    addEventListener("beforeprint", () => (this.#printing = true)); // a print dialogue may hide what it prints
    addEventListener("afterprint", () => {
      this.#printing = false;
      this.#look();
    });
    setInterval(() => this.#look(), 5_000);
  }

  #touched(): void {
    this.#look();
    this.#lastAt = Date.now();
    this.#lastTick = performance.now();
    if (this.isOpen()) this.stay();
  }

  #look(): void {
    const hidden = document.visibilityState === "hidden" && !this.#printing;
    const idle = Math.max(Date.now() - this.#lastAt, performance.now() - this.#lastTick) >= IDLE_MS;
    if (this.isOpen() && (hidden || idle)) this.lock();
  }
}
