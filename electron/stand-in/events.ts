export type Listener = (...args: never[]) => void;

/** Listeners by event name: the part of Node's emitter that the program uses of Electron's objects. */
export class Events {
  readonly #listeners = new Map<string, Set<Listener>>();

  on(event: string, listener: Listener): void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
  }

  off(event: string, listener: Listener): void {
    this.#listeners.get(event)?.delete(listener);
  }

  once(event: string, listener: Listener): void {
    const first = (...args: never[]): void => {
      this.off(event, first);
      listener(...args);
    };
    this.on(event, first);
  }

  emit(event: string, ...args: readonly unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) Reflect.apply(listener, undefined, args);
  }

  /** Emits an event that listeners may prevent; true when one did. */
  emitPreventable(event: string, details: object = {}, ...args: readonly unknown[]): boolean {
    let prevented = false;
    const preventDefault = (): void => {
      prevented = true;
    };
    this.emit(event, { ...details, preventDefault }, ...args);
    return prevented;
  }
}
