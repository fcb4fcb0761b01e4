import type { Serializer } from './generate-serializer.js';
import type { ObjectPlan } from './plan.js';
import type { Resolve } from './resolve.js';

/** The two halves of an execution. */
export interface Program {
  readonly plan: ObjectPlan;
  /** How many fields it has. */
  readonly fields: number;
  readonly resolve: Resolve;
  readonly serialize: Serializer;
}
