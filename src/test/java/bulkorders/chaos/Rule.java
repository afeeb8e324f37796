package bulkorders.chaos;

/**
 * Which requests of one process meet a trouble.
 *
 * @param skip how many requests of the operation pass before the first that does
 * @param times how many do
 * @param variant picks among the forms of the trouble, from 0
 */
record Rule(Trouble trouble, Operation operation, int skip, int times, int variant) {

  @Override
  public String toString() {
    return "%s(%s %d..%d v%d)".formatted(trouble, operation, skip + 1, skip + times, variant);
  }
}
