import { describe, expect, it } from 'vitest';
import type { BreakerHint } from '../../src/http/BreakerHints.js';
import { readFromWorker, readToWorker, type Hinted } from '../../src/workers/messages.js';
import { WorkerHints } from '../../src/workers/WorkerHints.js';

/** A worker that has keys under an id of its own. */
function worker(id: string) {
  const told: Hinted[] = [];
  const heard: BreakerHint[] = [];
  const hints = new WorkerHints((hinted) => told.push(hinted));
  const vipps = hints.of('vipps');
  vipps.learn(id, 'the same keys');
  vipps.listen((hint) => heard.push(hint));
  return { hints, vipps, told, heard };
}

describe('hints of breakers between workers', () => {
  it('are about the same keys, whatever each of them calls these', () => {
    const [one, other] = [worker('one'), worker('other')];
    for (const fails of [true, false]) one.vipps.tell({ api: 'report', group: 'one', fails });
    expect(one.told).toStrictEqual(
      [true, false].map((fails) => ({ subgraph: 'vipps', api: 'report', keys: 'the same keys', fails })),
    );
    for (const hinted of one.told) {
      const sent: unknown = JSON.parse(JSON.stringify({ type: 'hinted', hinted }));
      expect(readFromWorker(sent)).toStrictEqual({ type: 'hinted', hinted });
      expect(readToWorker(sent)).toStrictEqual({ type: 'hinted', hinted });
      other.hints.heard(hinted);
    }
    expect(other.heard).toStrictEqual(
      [true, false].map((fails) => ({ api: 'report', group: 'other', fails })),
    );
    // What was heard is not said again.
    expect(other.told).toStrictEqual([]);
  });

  it('are not of other keys, nor of another subgraph', () => {
    const { hints, vipps, told, heard } = worker('one');
    vipps.tell({ api: 'report', group: 'unknown', fails: true });
    expect(told).toStrictEqual([]);
    hints.heard({ subgraph: 'vipps', api: 'report', keys: 'other keys', fails: true });
    hints.heard({ subgraph: 'entur', api: 'report', keys: 'the same keys', fails: true });
    expect(heard).toStrictEqual([]);
  });
});
