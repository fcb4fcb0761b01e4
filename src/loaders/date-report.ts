import type { WireEntry } from '../clients/report.js';

/** All entries of one topic of a ledger on one date, put in order for joining when that is first asked. */
export class DateReport {
  #byPspReference: ReadonlyMap<string, readonly WireEntry[]> | undefined;
  #byReference: ReadonlyMap<string, readonly WireEntry[]> | undefined;

  /** @param isComplete the date is closed: nothing more will come */
  constructor(
    readonly entries: readonly WireEntry[],
    readonly isComplete: boolean,
  ) {}

  get byPspReference(): ReadonlyMap<string, readonly WireEntry[]> {
    return (this.#byPspReference ??= grouped(this.entries, 'pspReference'));
  }

  get byReference(): ReadonlyMap<string, readonly WireEntry[]> {
    return (this.#byReference ??= grouped(this.entries, 'reference'));
  }
}

function grouped(
  entries: readonly WireEntry[],
  key: 'pspReference' | 'reference',
): ReadonlyMap<string, readonly WireEntry[]> {
  const groups = new Map<string, WireEntry[]>();
  for (const entry of entries) {
    const name = entry[key];
    if (name === null) continue;
    const sharing = groups.get(name);
    if (sharing === undefined) groups.set(name, [entry]);
    else sharing.push(entry);
  }
  return groups;
}
