{# 2.5 % quantile of the beta distribution, as odds, for a and b from 1 up to some ten thousands; nine
   digits.

   Takes a relation and its columns a and b; gives its rows with the column `odds`. Newton's steps on
   the logarithm of the distribution, concave in the log odds, so that none goes astray; distribution
   over density is a continued fraction (Abramowitz & Stegun 1964, 26.5.8). #}
{% macro beta_low_odds(relation, a, b, odds) %}
    {%- set steps = 4 -%}
    {%- set terms = 20 -%}
with beta_arguments as (

    select
        *,
        {{ a }}::double as beta_a,
        {{ b }}::double as beta_b
    from {{ relation }}

),

beta_step_0 as (

    select
        *,
        {{ log_gamma("beta_a") }} + {{ log_gamma("beta_b") }} - {{ log_gamma("(beta_a + beta_b)") }}
            as log_beta,
        beta_a / beta_b * exp(-{{ normal_quantile(0.975) }} * sqrt(1 / beta_a + 1 / beta_b))
            as beta_odds
    from beta_arguments

),
{% for step in range(steps) %}
beta_share_{{ step }} as (

    select
        *,
        beta_odds / (1 + beta_odds) as beta_x
    from beta_step_{{ step }}

),

beta_ratio_{{ step }} as (

    select
        *,
        1 / beta_a / (1 - (beta_a + beta_b) * beta_x / (beta_a + 1)
        {%- for term in range(1, terms) %}
        / (1 + {{ term }} * (beta_b - {{ term }}) * beta_x
            / ((beta_a + {{ 2 * term - 1 }}) * (beta_a + {{ 2 * term }}))
        / (1 - (beta_a + {{ term }}) * (beta_a + beta_b + {{ term }}) * beta_x
            / ((beta_a + {{ 2 * term }}) * (beta_a + {{ 2 * term + 1 }}))
        {%- endfor %}{% for _ in range(2 * terms - 1) %}){% endfor %} as beta_ratio
    from beta_share_{{ step }}

),

beta_step_{{ step + 1 }} as (

    select
        * exclude (beta_odds, beta_x, beta_ratio),
        beta_odds * exp(beta_ratio * (
            ln(0.025) - ln(beta_ratio)
            + log_beta - beta_a * ln(beta_x) + beta_b * ln(1 + beta_odds)
        )) as beta_odds
    from beta_ratio_{{ step }}

){{ "," if not loop.last }}
{% endfor %}
select
    * exclude (beta_a, beta_b, log_beta, beta_odds),
    beta_odds as {{ odds }}
from beta_step_{{ steps }}
{% endmacro %}

{# Logarithm of the gamma function above 0: Stirling's series eight further up (Abramowitz & Stegun
   1964, 6.1.15 and 6.1.41). #}
{% macro log_gamma(x) -%}
    {%- set n -%}({{ x }} + 8){%- endset -%}
    (
        ({{ n }} - 0.5) * ln({{ n }}) - {{ n }} + 0.9189385332046727
        + {{ polynomial(
            [1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12], "(1 / (" ~ n ~ " * " ~ n ~ "))"
        ) }} / {{ n }}
        - ln({{ x }}{% for step in range(1, 8) %} * ({{ x }} + {{ step }}){% endfor %})
    )
{%- endmacro %}
