package bulkorders.provider.didww;

import bulkorders.provider.Overcommit;

/**
 * What is agreed about an account at DIDWW beside its key.
 *
 * @param currency ISO 4217 code of its money, which DIDWW does not tell
 * @param overcommit what becomes of orders beyond its balance: DIDWW looks at each order alone
 */
public record DidwwTerms(String currency, Overcommit overcommit) {}
