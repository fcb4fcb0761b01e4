import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { randomFrom } from '../../support/random.ts';

/** All chance of this process comes from one seed: `Math.random`, and the ids and bytes of `node:crypto`. */
export class Chance {
  #next = randomFrom('before the first story');

  constructor() {
    const number = (): number => this.#next();
    const uuid = (): string => this.#uuid();
    const bytes = (size: number): Buffer => this.#bytes(size);
    Object.assign(Math, { random: number });
    Object.assign(crypto, { randomUUID: uuid, randomBytes: bytes });
    Object.defineProperty(globalThis.crypto, 'randomUUID', { value: uuid });
    // Modules that have named imports of it see the replaced ones.
    syncBuiltinESMExports();
  }

  /** Begins anew. */
  seed(seed: number): void {
    this.#next = randomFrom(`process ${String(seed)}`);
  }

  #bytes(size: number): Buffer {
    return Buffer.from(Array.from({ length: size }, () => Math.floor(this.#next() * 256)));
  }

  #uuid(): string {
    const hex = this.#bytes(16).toString('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-');
  }
}
