import type { Serializer } from './generate-serializer.js';
import type { ObjectPlan, Variables } from './plan.js';
import type { Resolved } from './resolve.js';

/** The two halves of an execution. */
export interface Program {
  readonly plan: ObjectPlan;
  /** How many fields it has. */
  readonly fields: number;
  readonly resolve: (context: unknown, variables: Variables) => Resolved | Promise<Resolved>;
  readonly serialize: Serializer;
}
