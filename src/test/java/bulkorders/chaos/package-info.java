/**
 * The chaos kit: rounds in which the program orders a small file while everything around it, and
 * the program itself, is killed, cut, delayed and misled; then the same command until it is done;
 * then the books of the provider are compared with the ledger. What happens in a round follows from
 * its seed. See docs/chaos.md.
 */
package bulkorders.chaos;
