import { GraphQLError, OperationTypeNode, type ValidationRule } from 'graphql';

/**
 * Refuses kinds of operations that the schema has no root type for: graphql-js finds out only when it executes them. And
 * subscriptions, which are no answers.
 */
export const knownOperationTypes: ValidationRule = (context) => ({
  OperationDefinition(node) {
    const isKnown = context.getSchema().getRootType(node.operation) != null;
    if (isKnown && node.operation !== OperationTypeNode.SUBSCRIPTION) return;
    const message = isKnown
      ? 'Subscriptions are told as a stream: ask with accept: text/event-stream, or over a WebSocket.'
      : `The ${node.operation} operation is not supported by the schema.`;
    context.reportError(new GraphQLError(message, { nodes: node }));
  },
});
