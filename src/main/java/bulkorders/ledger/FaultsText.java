package bulkorders.ledger;

import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Faults of a reject as the JSON text that the ledger keeps. */
@Component
class FaultsText {

  private static final TypeReference<List<Reject.Fault>> FAULTS = new TypeReference<>() {};

  private final JsonMapper mapper = JsonMapper.shared();

  String write(List<Reject.Fault> faults) {
    // PostgreSQL's text cannot hold NUL; JSON writes it as an escape, so the fault's value
    // survives.
    return mapper.writeValueAsString(faults);
  }

  List<Reject.Fault> read(String text) {
    return mapper.readValue(text, FAULTS);
  }
}
