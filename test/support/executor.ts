/** What the tests take of the executor, from one place. */
export { AnswerStore } from '../../src/cache/ResponseCache.js';
export { DocumentStore } from '../../src/server/DocumentCache.js';
export { FastPath } from '../../src/server/request-scope.js';
export { prepareArguments, prepareVariables } from '../../src/executor/coerce-inputs.js';
export { inOnePiece, JsonWriter, lengthOf, NotPlain, type Bytes } from '../../src/executor/JsonWriter.js';
export { Operation, type AnswerParts } from '../../src/executor/CompiledOperation.js';
export { NotPlannable } from '../../src/executor/plan.js';
export { ProgramStore } from '../../src/executor/ProgramCache.js';
