/**
 * A model of the life of one order, explored exhaustively: two senders, the provider, the resolver,
 * a person, crashes, stalls and late answers. {@link
 * bulkorders.submission.model.ExactlyOnceModelTests} shows what holds and why each fence is needed;
 * {@link bulkorders.submission.model.ModelAgainstLedgerTests} holds the model to the ledger's SQL.
 */
@NullMarked
package bulkorders.submission.model;

import org.jspecify.annotations.NullMarked;
