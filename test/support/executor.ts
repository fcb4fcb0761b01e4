/** What the tests take of the executor, from one place. */
export { AnswerStore } from '../../src/fast-path/AnswerStore.js';
export { DocumentStore } from '../../src/fast-path/DocumentStore.js';
export { FastPath } from '../../src/fast-path/fast-path.js';
export { prepareArguments, prepareVariables } from '../../src/fast-path/inputs.js';
export { inOnePiece, JsonWriter, lengthOf, NotPlain, type Bytes } from '../../src/fast-path/JsonWriter.js';
export { Operation, type AnswerParts } from '../../src/fast-path/Operation.js';
export { NotPlannable } from '../../src/fast-path/plan.js';
export { ProgramStore } from '../../src/fast-path/ProgramStore.js';
