package bulkorders.sandbox.core;

/** How the positions of a pool read as numbers, one to one. */
public interface NumberPlan {

  String e164(int position);

  /** The digits behind the national destination code. */
  String subscriber(int position);

  /** The national destination code and the digits behind it. */
  String national(int position);

  /** The position that reads as this number; -1 if none does. */
  int position(String e164);
}
