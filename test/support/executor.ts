/** What the tests take of the executor and of the path that it is used on, from one place. */
export { ResponseCache } from '../../src/cache/ResponseCache.js';
export { prepareArguments, prepareVariables } from '../../src/executor/coerce-inputs.js';
export {
  CompiledOperation,
  type CompiledOperationParts,
  type Execution,
  type ExecutionParts,
} from '../../src/executor/CompiledOperation.js';
export { inOneChunk, JsonWriter, payloadLength, type Payload } from '../../src/executor/JsonWriter.js';
export { ProgramCache } from '../../src/executor/ProgramCache.js';
export { Abandoned, UnsupportedOperation, UnsupportedValue } from '../../src/executor/unsupported.js';
export { CompiledPath } from '../../src/server/compiled-path.js';
export { DocumentCache } from '../../src/server/DocumentCache.js';
