import { insist } from '../fault-plan.ts';
import { time } from '../virtual/process.ts';
import type { DrillParts } from './acts.ts';
import type { Asker } from './Asker.ts';
import { Dice } from './dice.ts';
import { drills, saveUp, type DrillName } from './drills.ts';
import { scenes, type SceneName } from './scenes.ts';
import { recover } from './recovery.ts';
import type { Processes } from './settings.ts';
import type { Stage } from './stage.ts';
import type { Trace } from './trace.ts';
import { workerScenes, type WorkerSceneName } from './worker-scenes.ts';

const drillWeights: Readonly<Record<DrillName, number>> = {
  'a hanging call': 1,
  'a limit': 1,
  'an outage': 1,
  'equal reads': 1,
  'permits of reads': 1,
  'permits of changes': 1,
  'who leaves': 1,
  'no answers': 1,
  'too many calls': 1,
  'a flood': 1,
  'revoked tokens': 1,
  'lost answers': 2,
};

const sceneWeights: Readonly<Record<SceneName, number>> = {
  'a late fill': 1,
  'an overtaken response': 1,
  'a read joined over a change': 1,
  'what was not there': 1,
  'a long outage': 2,
  'changed elsewhere': 1,
  'a change that may yet come': 1,
  'a refusal': 1,
  'changes are seen': 2,
  'product orders are seen': 1,
  'what is not his': 1,
};

function workerSceneWeights(hasRedis: boolean): Readonly<Record<WorkerSceneName, number>> {
  const ofRedis = hasRedis ? 1 : 0;
  return {
    'a change is seen elsewhere': 1,
    'a late fill elsewhere': 1,
    'a change elsewhere that may yet come': 1,
    'a new process': 1,
    'a rolling restart': 1,
    'equal reads of two processes': ofRedis,
    'Redis hangs': ofRedis,
    'Redis restarts': ofRedis,
    'Redis is full': ofRedis,
    'Redis fails over': ofRedis,
  };
}

/** What a story ends with. */
export interface Ending {
  readonly drill: DrillName;
  readonly scene: { readonly name: SceneName } | { readonly ofWorkers: WorkerSceneName };
}

/** The ending of a seed, with these processes. */
export function endingOf(seed: number, { count, haveRedis }: Processes): Ending {
  const dice = new Dice(`ending ${String(seed)}`);
  const drill = dice.weighted(drillWeights);
  const scene =
    count === 1 || dice.isTrue(0.3)
      ? { name: dice.weighted(sceneWeights) }
      : { ofWorkers: dice.weighted(workerSceneWeights(haveRedis)) };
  return { drill, scene };
}

/** Plays a drill and a scene, each after whatever was before is over. */
export async function playEnding(
  { drill, scene }: Ending,
  stage: Stage,
  asker: Asker,
  trace: Trace,
): Promise<void> {
  const { control, settings, redis, workers } = stage;
  const act = async (name: string, work: (parts: DrillParts) => Promise<void>): Promise<void> => {
    trace.note(`plays: ${name}`);
    const parts: DrillParts = {
      control,
      settings,
      ask: (query, variables, manner) => asker.ask(query, variables, { worker: 0, ...manner }),
      later: (seconds) => {
        time.setTimeOfDay(Date.now() + seconds * 1_000);
      },
      wrong: (line) => {
        asker.wrong.push(`${name}: ${line}`);
      },
    };
    await saveUp(parts);
    await work(parts);
    await insist(() => control.faults.clear());
  };
  await act(drill, drills[drill]);
  await recover();
  if ('name' in scene) await act(scene.name, scenes[scene.name]);
  else await act(scene.ofWorkers, (parts) => workerScenes[scene.ofWorkers]({ ...parts, redis, workers }));
}
