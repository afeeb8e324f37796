package bulkorders.cli;

/** How a result is printed. */
enum Format {
  TEXT,
  JSON
}
