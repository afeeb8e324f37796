/**
 * Halts the program, or lets it wait, at {@link bulkorders.endtoend.points.Point named
 * instructions}, and moves its clock. The program itself knows nothing of it: {@link
 * bulkorders.endtoend.points.Weaver} weaves it into the classes of a copy. Uses nothing of the
 * other tests, since of those only these classes go along with the program.
 */
package bulkorders.endtoend.points;
