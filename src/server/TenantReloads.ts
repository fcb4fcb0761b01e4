import { unwatchFile, watchFile, type Stats } from 'node:fs';
import type { Logger } from 'pino';
import type { Tenant, TenantsFile } from '../config.js';

/** How often the file is looked at. Looks find a file that was put in the place of another, which events may miss. */
const LOOK_EVERY_MS = 1_000;

/** Reads the tenants file again when it has changed. One with faults changes nothing. */
export class TenantReloads {
  #tenants: readonly Tenant[];
  readonly #look = (now: Stats, before: Stats): void => {
    // Whether it was read is of no interest.
    if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino || now.size !== before.size) this.reload();
  };

  /** @param use told of the tenants once they have changed */
  constructor(
    private readonly file: TenantsFile,
    private readonly log: Logger,
    private readonly use: (tenants: readonly Tenant[]) => void,
  ) {
    this.#tenants = file.tenants;
  }

  watch(): void {
    watchFile(this.file.path, { interval: LOOK_EVERY_MS, persistent: false }, this.#look);
  }

  close(): void {
    unwatchFile(this.file.path, this.#look);
  }

  reload(): void {
    const { tenants, faults } = this.file.read();
    if (faults.length > 0) {
      this.log.error({ faults }, 'the tenants file has faults: the tenants stay as they are');
      return;
    }
    const before = new Map(this.#tenants.map((tenant) => [tenant.id, tenant]));
    const now = new Set(tenants.map(({ id }) => id));
    const added = tenants.filter(({ id }) => !before.has(id)).map(({ id }) => id);
    const removed = [...before.keys()].filter((id) => !now.has(id));
    const changed = tenants
      .filter(({ id, fingerprint }) => before.has(id) && before.get(id)?.fingerprint !== fingerprint)
      .map(({ id }) => id);
    if (added.length + removed.length + changed.length === 0) {
      this.log.info({ tenants: tenants.length }, 'the tenants file was read again: nothing has changed');
      return;
    }
    this.#tenants = tenants;
    this.use(tenants);
    this.log.info({ tenants: tenants.length, added, removed, changed }, 'the tenants have changed');
  }
}
