{# Ratio of two rates of rare events with its exact 95 % interval: given their sum, the events of one
   are binomial (Przyborowski & Wilenski 1940), with the bounds of Clopper & Pearson (1934).

   Takes a relation with `exposed_events`, `exposed_time`, `unexposed_events`, `unexposed_time`; gives
   its rows with `ratio`, `ratio_low`, `ratio_high`. Without unexposed events ratio and upper bound
   would be infinite, and are null; without exposed ones both ratio and lower bound are 0; without
   either, or without time, all are null. #}
{% macro exact_poisson_ratio(relation) %}
with counts as (

    select
        *,
        unexposed_time::double / nullif(exposed_time, 0) as per_odds,
        nullif(exposed_events, 0) as some_exposed,
        nullif(unexposed_events, 0) as some_unexposed,
        exposed_events + 1 as one_more_exposed,
        unexposed_events + 1 as one_more_unexposed
    from {{ relation }}

),

lower_bounds as (

    {{ beta_low_odds("counts", "some_exposed", "one_more_unexposed", "low_odds") }}

),

both_bounds as (

    {{ beta_low_odds("lower_bounds", "some_unexposed", "one_more_exposed", "low_odds_against") }}

)

select
    * exclude (
        per_odds, some_exposed, some_unexposed, one_more_exposed, one_more_unexposed,
        low_odds, low_odds_against
    ),
    exposed_events * nullif(per_odds, 0) / some_unexposed as ratio,
    case
        when exposed_events > 0 then low_odds * nullif(per_odds, 0)
        when unexposed_events > 0 then 0 * nullif(per_odds, 0)
    end as ratio_low,
    nullif(per_odds, 0) / low_odds_against as ratio_high
from both_bounds
{% endmacro %}
