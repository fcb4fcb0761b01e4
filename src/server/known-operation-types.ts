import { GraphQLError, type ValidationRule } from 'graphql';

/** Refuses kinds of operations that the schema has no root type for: graphql-js finds out only when it executes them. */
export const knownOperationTypes: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation) != null) return;
    const message = `The ${node.operation} operation is not supported by the schema.`;
    context.reportError(new GraphQLError(message, { nodes: node }));
  },
});
