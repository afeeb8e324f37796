package bulkorders.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Makes commands with what they need. */
final class Commands implements CommandLine.IFactory {

  private final Map<Class<?>, Supplier<?>> makers;

  Commands(Terminal terminal, List<String> springArguments) {
    var sessions = new Sessions(terminal, springArguments);
    this.makers =
        Map.of(
            AccountsCommand.class, () -> new AccountsCommand(terminal, sessions),
            DemoCommand.class, () -> new DemoCommand(terminal, sessions),
            OrderCommand.class, () -> new OrderCommand(terminal, sessions),
            PlanCommand.class, () -> new PlanCommand(terminal, sessions),
            RunsCommand.class, () -> new RunsCommand(terminal, sessions),
            RestartCommand.class, () -> new RestartCommand(terminal, sessions),
            StopCommand.class, () -> new StopCommand(terminal, sessions),
            SandboxCommand.class, () -> new SandboxCommand(terminal),
            TemplateCommand.class, () -> new TemplateCommand(terminal));
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Supplier<?> maker = makers.get(type);
    return maker == null ? CommandLine.defaultFactory().create(type) : type.cast(maker.get());
  }
}
