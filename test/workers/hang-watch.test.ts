import { describe, expect, it } from 'vitest';
import { BEATS, HangWatch, HELD, type SignsOfLife } from '../../src/workers/HangWatch.js';

/** A worker whose event loop runs until it is told otherwise. */
class Worker implements SignsOfLife {
  hangs = false;
  isDebugged = false;
  isLeaving = false;

  takeSign(): boolean {
    return !this.hangs;
  }
}

/** Who is ended in each of so many looks. */
function looks(watch: HangWatch, workers: readonly Worker[], count: number, isWhole = true): number[] {
  return Array.from({ length: count }, () => {
    const hung = watch.look(workers, isWhole);
    return hung === undefined ? 0 : workers.indexOf(hung) + 1;
  });
}

const none = (count: number): number[] => Array<number>(count).fill(0);

describe('a worker that says nothing', () => {
  it('is ended after the limit, and no sooner; one sign of life is enough to go on', () => {
    const watch = new HangWatch();
    const [one, two] = [new Worker(), new Worker()];
    const both = [one, two];
    expect(looks(watch, both, 100)).toEqual(none(100));
    two.hangs = true;
    expect(looks(watch, both, BEATS)).toEqual(none(BEATS));
    two.hangs = false;
    expect(looks(watch, both, 1)).toEqual([0]);
    two.hangs = true;
    expect(looks(watch, both, BEATS + 1)).toEqual([...none(BEATS), 2]);
  });

  it('is ended alone: the next one once that is replaced, or does not come back', () => {
    const watch = new HangWatch();
    const [one, two, three] = [new Worker(), new Worker(), new Worker()];
    const all = [one, two, three];
    for (const each of all) each.hangs = true;
    expect(looks(watch, all, BEATS + 1)).toEqual([...none(BEATS), 1]);
    expect(looks(watch, [two, three], 2, false)).toEqual([0, 0]);
    // The first one is there again.
    const [four] = [new Worker()];
    expect(looks(watch, [two, three, four], 1)).toEqual([1]);
    expect(looks(watch, [three, four], HELD, false)).toEqual([...none(HELD - 1), 1]);
  });

  it('is left alone while it is debugged; one that is replaced anyway is not waited for', () => {
    const watch = new HangWatch();
    const [debugged, leaving, other] = [new Worker(), new Worker(), new Worker()];
    debugged.isDebugged = leaving.isLeaving = true;
    const all = [debugged, leaving, other];
    for (const each of all) each.hangs = true;
    expect(looks(watch, all, BEATS + 1)).toEqual([...none(BEATS), 2]);
    expect(looks(watch, [debugged, other], 1)).toEqual([2]);
    expect(looks(watch, [debugged], 2 * BEATS)).toEqual(none(2 * BEATS));
  });
});
