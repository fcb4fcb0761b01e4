import { createHmac, type KeyObject } from 'node:crypto';
import type { Change, SharedPlace } from '../cache/SharedCache.js';
import type { Spending } from '../callers/SharedRates.js';
import { derived } from './Sealer.js';

/** The names of everything that belongs to one place. */
export interface PlaceNames {
  readonly value: string;
  readonly lease: string;
  /** Of the tenant, the kind, and each part of the key: whatever changes any of them changes this place. */
  readonly generations: readonly string[];
}

/** The names of a log. */
export interface LogNames {
  readonly lease: string;
  readonly state: string;
  readonly stream: string;
}

/** Names that tell nothing: all that decides an answer goes into them, hashed with a key. Those of a tenant have one tag. */
export class Names {
  readonly #keys: readonly KeyObject[];
  readonly #first: KeyObject;

  /** @param prefix before all names @param keys the first one names what is read; changes go by the names of all */
  constructor(
    private readonly prefix: string,
    keys: readonly Buffer[],
  ) {
    this.#keys = keys.map((key) => derived(key, 'names'));
    const [first] = this.#keys;
    if (first === undefined) throw new TypeError('no key to name with');
    this.#first = first;
  }

  /** @param credentials what stands for them in all processes */
  ofPlace({ tenantId, kind, key }: SharedPlace, credentials: string): PlaceNames {
    const base = this.#base(this.#first, tenantId);
    const hash = this.#hash(this.#first, ['place', tenantId, credentials, kind, ...key]);
    const generations = [this.#generation(this.#first, tenantId, [])];
    for (let parts = 0; parts <= key.length; parts += 1)
      generations.push(this.#generation(this.#first, tenantId, [kind, ...key.slice(0, parts)]));
    return { value: `${base}:v:${hash}`, lease: `${base}:l:${hash}`, generations };
  }

  /** @param credentials what stands for them in all processes @param version of what is in it */
  ofLog({ tenantId, kind, key }: Omit<SharedPlace, 'joins'>, credentials: string, version: string): LogNames {
    const hash = this.#hash(this.#first, ['log', tenantId, credentials, kind, ...key, version]);
    const base = `${this.#base(this.#first, tenantId)}:f:${hash}`;
    return { lease: `${base}:l`, state: `${base}:h`, stream: `${base}:s` };
  }

  /** The generations that end with a change, by each key. */
  ofChange({ tenantId, kind, key }: Change): readonly string[] {
    const parts = kind === undefined ? [] : [kind, ...key];
    return this.#keys.map((each) => this.#generation(each, tenantId, parts));
  }

  /** The bucket of a caller, or of a whole tenant. */
  ofRate({ tenantId, subject }: Spending): string {
    const whose = subject === undefined ? [] : [subject];
    return `${this.#base(this.#first, tenantId)}:r:${this.#hash(this.#first, ['rate', tenantId, ...whose])}`;
  }

  /** The channel of hints. */
  get hints(): string {
    return `${this.prefix}:hints`;
  }

  get changes(): string {
    return `${this.prefix}:changes`;
  }

  /** What is never there. */
  get nothing(): string {
    return `${this.prefix}:nothing`;
  }

  #generation(nameKey: KeyObject, tenantId: string, parts: readonly string[]): string {
    return `${this.#base(nameKey, tenantId)}:g:${this.#hash(nameKey, ['generation', tenantId, ...parts])}`;
  }

  #base(nameKey: KeyObject, tenantId: string): string {
    return `${this.prefix}:{${this.#hash(nameKey, ['tenant', tenantId]).slice(0, 12)}}`;
  }

  #hash(nameKey: KeyObject, parts: readonly string[]): string {
    return createHmac('sha256', nameKey).update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
  }
}
