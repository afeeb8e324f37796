package bulkorders.requirements;

import java.util.List;

/** The columns of the list of requirements, which is the file that is fed back. */
final class Columns {

  static final String ACCOUNT = "account";
  static final String COUNTRY = "country_iso";
  static final String TYPE = "phone_number_type";
  static final String LOCALITY = "locality";
  static final String ORDER = "order";
  static final String NUMBER = "phone_number";
  static final String STATUS = "status";
  static final String REQUIREMENT = "requirement_id";
  static final String VALUE = "value";
  static final String GROUP = "requirement_group_id";
  static final String COMMENT = "comment";

  /**
   * Those that say which numbers a row is for, and what is for them. All must be there: without one
   * of them, misspelt perhaps, a row would be for more numbers than was meant.
   */
  static final List<String> REQUIRED =
      List.of(ACCOUNT, COUNTRY, TYPE, LOCALITY, ORDER, NUMBER, STATUS, REQUIREMENT, VALUE);

  static final List<String> OPTIONAL = List.of(GROUP, COMMENT);

  private Columns() {}
}
