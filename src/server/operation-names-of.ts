import { Kind, parse } from 'graphql';
import type { Config } from '../config.js';
import { OperationNames } from '../metrics/OperationNames.js';

/** The names that metrics tell apart: those of the trusted documents, where nothing else is executed. */
export function operationNamesOf({ trustedDocuments }: Config): OperationNames {
  if (trustedDocuments === undefined) return new OperationNames();
  return new OperationNames([...trustedDocuments.values()].flatMap(namesIn));
}

function namesIn(text: string): readonly string[] {
  return parse(text, { noLocation: true }).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.name !== undefined
      ? [definition.name.value]
      : [],
  );
}
