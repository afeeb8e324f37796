package bulkorders.report;

/**
 * What reports say of the process that writes them.
 *
 * @param rehearsal whether runs are ordered at the sandbox, so that nothing is bought
 */
public record ReportSettings(boolean rehearsal) {}
