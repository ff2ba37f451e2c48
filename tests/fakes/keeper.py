"""A keeper in memory: two agents with codes, or as a test wants."""

from dataclasses import replace

from aparte.assist.contacts.agents import Agent, Door, Secret, TryLaterError, WrongCodeError
from aparte.core.errors import AparteError

CLAIRE = Agent("a1", "Claire Martin")
JEAN = Agent("a2", "Jean-Luc Bernard")
CODES = {CLAIRE.ref: "4827", JEAN.ref: "9153"}


class FakeKeeper:
    """Refuses the fourth wrong code for thirty seconds; `problem` makes locking fail."""

    def __init__(self, agents: tuple[Agent, ...] = (CLAIRE, JEAN), *, to_add: Secret = Secret.PIN) -> None:
        self.agents = list(agents)
        self.codes = dict(CODES)
        self.current: Agent | None = None
        self.unlocked = False
        self.to_add = to_add
        self.wrong = 0
        self.wait_s = 30
        self.problem: AparteError | None = None

    def start(self) -> Door:
        if len(self.agents) == 1 and self.agents[0].secret is Secret.NOTHING:
            self.unlock(self.agents[0].ref, "")
        return self.door()

    def door(self) -> Door:
        return Door(tuple(self.agents), self.current, self.unlocked, self.to_add)

    def begin(self, name: str, secret: str) -> Agent:
        agent = self._new(name, secret)
        self.current, self.unlocked = agent, True
        return agent

    def unlock(self, ref: str, secret: str) -> Agent:
        agent = next(one for one in self.agents if one.ref == ref)
        if agent.secret is not Secret.NOTHING and self.codes.get(ref) != secret:
            self.wrong += 1
            if self.wrong > 3:
                raise TryLaterError("Trop d'essais : réessayez dans 30 secondes.", self.wait_s)
            raise WrongCodeError("Ce code n'est pas le bon : vérifiez, puis recommencez.")
        self.wrong = 0
        self.current, self.unlocked = agent, True
        return agent

    def lock(self) -> None:
        if self.problem is not None:
            raise self.problem
        self.unlocked = False

    def add(self, name: str, secret: str) -> Agent:
        return self._new(name, secret)

    def rename(self, ref: str, name: str) -> None:
        self.agents = [replace(one, name=name) if one.ref == ref else one for one in self.agents]

    def remove(self, ref: str) -> None:
        self.agents = [one for one in self.agents if one.ref != ref]

    def change_secret(self, old: str, new: str) -> None:
        assert self.current is not None
        if self.codes[self.current.ref] != old:
            raise WrongCodeError("Ce code n'est pas le bon : vérifiez, puis recommencez.")
        self.codes[self.current.ref] = new

    def _new(self, name: str, secret: str) -> Agent:
        if any(one.name == name for one in self.agents):
            raise AparteError(f"« {name} » est déjà sur ce poste : ajoutez une initiale.")
        if secret == "1234":
            raise AparteError("Ce code est le premier qu'on essaierait : choisissez-en un autre.")
        agent = Agent(f"a{len(self.agents) + 1}", name, self.to_add)
        self.agents.append(agent)
        self.codes[agent.ref] = secret
        return agent
