package bulkorders.sandbox;

import bulkorders.sandbox.core.Ids;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a country asks for before numbers of a type may be used. */
record RequirementSet(String country, String numberType, List<RequirementType> types) {

  private static final List<RequirementSet> ALL =
      """
      CH local name local_address identity
      CH mobile name address identity
      CH national name address
      CH shared_cost business register
      CH toll_free business register
      DE local name local_address proof identity
      DE mobile name address birth identity
      DE national name address identity
      DE shared_cost business address register
      DE toll_free business address register
      DK local name address
      DK mobile name address
      DK national name address
      DK toll_free business
      ES local tax local_address proof
      ES mobile name tax address identity
      ES national tax address
      ES shared_cost business tax
      ES toll_free business tax
      FR local siret local_address proof
      FR mobile siret address identity
      FR national siret address
      FR shared_cost business siret
      FR toll_free business siret
      GB local name address
      GB mobile name address identity
      GB national business
      GB shared_cost business
      IT local name tax local_address identity
      IT mobile name tax address identity
      IT national name tax address
      IT shared_cost business tax
      IT toll_free business tax
      NO local name address
      NO mobile name address
      NO toll_free business
      PT local tax local_address
      PT mobile tax address
      PT national tax address
      PT toll_free business
      SE local name address
      SE mobile name address
      SE national name address
      SE toll_free business
      """
          .lines()
          .map(line -> parse(List.of(line.split(" ", -1))))
          .toList();

  private static RequirementSet parse(List<String> words) {
    return new RequirementSet(
        words.get(0),
        words.get(1),
        words.subList(2, words.size()).stream().map(RequirementType::of).toList());
  }

  static Stream<RequirementSet> all() {
    return ALL.stream();
  }

  /** What is asked for; null where nothing is. */
  static @Nullable RequirementSet of(String country, String numberType) {
    return ALL.stream()
        .filter(set -> set.country.equals(country) && set.numberType.equals(numberType))
        .findFirst()
        .orElse(null);
  }

  /** The index of a requirement, by its id; -1 if it is not asked for. */
  int index(String requirementId) {
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).id().toString().equals(requirementId)) {
        return i;
      }
    }
    return -1;
  }

  /** The same at every start. */
  UUID id() {
    return Ids.derive((country + "/" + numberType).hashCode(), 2);
  }
}
