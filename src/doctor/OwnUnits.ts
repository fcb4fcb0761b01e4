import type { ClassicCredentials, Tenant } from '../config.js';
import { seesUnit } from '../loaders/visibility.js';
import type { KeySeen } from './examine-keys.js';

/** The sales units that a set of keys is for, and the one of them to ask with. */
export class OwnUnits {
  /** Those that are named anywhere. */
  readonly #named: readonly string[];
  readonly #mend: string;
  #msn: string | undefined;
  #whyNone = 'no sales unit is known to ask for';

  constructor(
    private readonly tenant: Tenant,
    keys: ClassicCredentials,
  ) {
    const { salesUnits = [], msns } = tenant;
    const unit = salesUnits.find(({ credentials }) => credentials === keys);
    if (unit !== undefined) {
      this.#named = [...unit.msns];
      this.#mend = 'Name the sales units of these keys in msns, or take the keys of those.';
    } else if (msns !== undefined) {
      this.#named = [...msns].filter((msn) => !salesUnits.some((each) => each.msns.has(msn)));
      this.#mend =
        'Name sales units of these keys in the msns of the tenant, or take keys of those: it sees no others.';
    } else {
      // The keys of variables may be a partner's, who names the unit of each call.
      this.#named = keys.msn === undefined ? [] : [keys.msn];
      this.#mend = 'Set VIPPS_MSN to a sales unit of these keys, or unset it.';
    }
    this.#msn = this.#named.find((msn) => seesUnit(tenant, msn));
  }

  /** Whether what keys see is what they are for. From then on none is asked with that they do not see. */
  judge(seen: readonly string[]): KeySeen {
    const { tenant } = this;
    const missing = this.#named.filter((msn) => !seen.includes(msn));
    const isAny = this.#named.length === 0 && tenant.msns === undefined;
    const own = seen.filter((msn) => isAny || (this.#named.includes(msn) && seesUnit(tenant, msn)));
    this.#msn = own[0];
    if (missing.length > 0) {
      this.#whyNone = `these keys do not see ${missing.join(', ')}`;
      return {
        state: 'fault',
        found: `${seen.length} seen, but not ${missing.join(', ')}`,
        mend: this.#mend,
      };
    }
    if (seen.length > 0)
      return tenant.msns === undefined
        ? `${seen.length} seen`
        : `${seen.length} seen, ${own.length} of them for this tenant`;
    return {
      state: 'warning',
      found: 'none seen',
      mend: 'Look whether these keys are of an active sales unit, or of a partner that has some.',
    };
  }

  /** Asks with one of them, if there is one. */
  async with(ask: (msn: string) => Promise<string>): Promise<KeySeen> {
    const msn = this.#msn;
    return msn === undefined ? { state: 'skipped', found: `not tried, as ${this.#whyNone}` } : ask(msn);
  }
}
