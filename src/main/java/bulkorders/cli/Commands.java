package bulkorders.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Makes commands with what they need. */
final class Commands implements CommandLine.IFactory {

  private final Map<Class<?>, Supplier<?>> makers;

  /**
   * @param commandLines makes a command line for a command that runs another one
   */
  Commands(Terminal terminal, List<String> springArguments, Supplier<CommandLine> commandLines) {
    var sessions = new Sessions(terminal, springArguments);
    this.makers =
        Map.ofEntries(
            Map.entry(AccountsCommand.class, () -> new AccountsCommand(terminal, sessions)),
            Map.entry(CatalogueCommand.class, () -> new CatalogueCommand(terminal, sessions)),
            Map.entry(CancelCommand.class, () -> new CancelCommand(terminal, sessions)),
            Map.entry(DemoCommand.class, () -> new DemoCommand(terminal, sessions)),
            Map.entry(OrderCommand.class, () -> new OrderCommand(terminal, sessions)),
            Map.entry(OrdersCommand.class, () -> new OrdersCommand(terminal, sessions)),
            Map.entry(PlanCommand.class, () -> new PlanCommand(terminal, sessions)),
            Map.entry(
                RunCommand.class,
                () -> new RunCommand(terminal, sessions, Clock.systemUTC(), commandLines)),
            Map.entry(RunsCommand.class, () -> new RunsCommand(terminal, sessions)),
            Map.entry(ReconcileCommand.class, () -> new ReconcileCommand(terminal, sessions)),
            Map.entry(RequirementsCommand.class, () -> new RequirementsCommand(terminal, sessions)),
            Map.entry(ResolveCommand.class, () -> new ResolveCommand(terminal, sessions)),
            Map.entry(RestartCommand.class, () -> new RestartCommand(terminal, sessions)),
            Map.entry(StopCommand.class, () -> new StopCommand(terminal, sessions)),
            Map.entry(SandboxCommand.class, () -> new SandboxCommand(terminal)),
            Map.entry(TemplateCommand.class, () -> new TemplateCommand(terminal)),
            Map.entry(TodoCommand.class, () -> new TodoCommand(terminal, sessions)),
            Map.entry(TrackCommand.class, () -> new TrackCommand(terminal, sessions)),
            Map.entry(TraceCommand.class, () -> new TraceCommand(terminal, sessions)));
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Supplier<?> maker = makers.get(type);
    return maker == null ? CommandLine.defaultFactory().create(type) : type.cast(maker.get());
  }
}
